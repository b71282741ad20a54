using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>Numbers are numbers: that the serializer would also read one from a text is nothing to build upon.</summary>
internal sealed class PlainNumbers : IOpenApiSchemaTransformer
{
    private const JsonSchemaType Numbers = JsonSchemaType.Integer | JsonSchemaType.Number;

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } type && (type & Numbers) != 0 && type.HasFlag(JsonSchemaType.String))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        return Task.CompletedTask;
    }
}
