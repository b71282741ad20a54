using FamilyCart.Api.SystemInfo;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>What the document says of the service as a whole.</summary>
internal sealed class ServiceDocument : IOpenApiDocumentTransformer
{
    internal const string BearerScheme = "bearer";
    internal const string ProblemSchema = "Problem";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = ServiceIdentity.Name,
            Version = ServiceIdentity.Version,
            Description = "Shared shopping lists. JSON in snake_case, times in UTC; a path means the same with and without its last slash.",
        };

        // Whoever reads it knows which machine it came from, and the file in the repository must not name one.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The access_token of POST /api/v1/auth/jwt/login.",
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = Problem();
        return Task.CompletedTask;
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Problem details (RFC 9457); detail is the code or sentence that clients compare.",
        Required = new HashSet<string> { "status", "title" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["reason"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For people, where the code in detail needs one." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "With status 422: every faulty field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };
}
