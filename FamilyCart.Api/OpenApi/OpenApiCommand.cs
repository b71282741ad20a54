using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>Writes the document without starting the service: no database, no port.</summary>
internal static class OpenApiCommand
{
    internal static async Task<int> RunAsync(
        WebApplication app, IReadOnlyList<string> _, TextWriter output, CancellationToken cancellationToken)
    {
        // Routes become known to the document when the pipeline is built, which otherwise happens at the start.
        app.UseRouting();
        app.UseEndpoints(static _ => { });

        // Transformers are made in a scope, as for a request.
        await using var scope = app.Services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiExtensions.DocumentName);
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        await output.WriteLineAsync((await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken)).ReplaceLineEndings("\n"));
        return 0;
    }
}
