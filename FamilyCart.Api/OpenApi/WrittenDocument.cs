using System.Security.Cryptography;
using System.Text;
using FamilyCart.Api.Changes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>The document as it is served: written when it is first asked for, and then the same until the service ends.</summary>
internal sealed class WrittenDocument
{
    private readonly Lazy<Task<(byte[] Json, string Tag)>> _document;

    public WrittenDocument(IServiceProvider services) => _document = new(() => WriteAsync(services));

    /// <summary>Answers with the document, or that the client has it already.</summary>
    internal async Task<IResult> GetAsync(HttpContext context)
    {
        var (json, tag) = await _document.Value.WaitAsync(context.RequestAborted);
        context.Response.Headers.ETag = tag;
        return IfNoneMatch.Names(context.Request.Headers.IfNoneMatch, tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(json, "application/json;charset=utf-8");
    }

    /// <summary>The JSON of the document, of OpenAPI 3.1.</summary>
    internal static async Task<string> ToJsonAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        // Transformers are made in a scope, as for a request.
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiExtensions.DocumentName);
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        return (await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken)).ReplaceLineEndings("\n");
    }

    private static async Task<(byte[] Json, string Tag)> WriteAsync(IServiceProvider services)
    {
        // Not given up with the request that happened to be the first: others wait for it as well.
        var json = Encoding.UTF8.GetBytes(await ToJsonAsync(services, CancellationToken.None));
        return (json, $"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..16]}\"");
    }
}
