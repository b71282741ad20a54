using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>Adds to every operation who may call it and which problems it may answer with.</summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var responses = operation.Responses ??= [];
        if (IsProtected(context.Description.ActionDescriptor.EndpointMetadata))
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ServiceDocument.BearerScheme, context.Document)] = [] },
            ];
            Add("401", "The token is missing, unknown, revoked or has ended.");
            Add("403", "Not a member, not the owner, or the account is not verified.");
        }

        if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true)
        {
            Add("404", "There is no such thing.");
        }

        if (operation.RequestBody is not null)
        {
            Add("413", "The body is too large.");
            Add("415", "The body is of another type.");
            Add("422", "Every faulty field is in errors.");
        }

        Add("4XX", "The request is at fault; detail says why.");
        Add("5XX", "The service is at fault, or cannot answer now; 503 carries Retry-After.");
        return Task.CompletedTask;

        void Add(string status, string description) => responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ServiceDocument.ProblemSchema, context.Document) },
            },
        });
    }

    private static bool IsProtected(IList<object> metadata) =>
        metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
}
