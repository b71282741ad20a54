using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>Adds the headers and the values of the query that endpoints tell of, and says what each is for.</summary>
internal sealed class ParameterDescriptions : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var header in context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestHeader>())
        {
            operation.Parameters ??= [];
            if (operation.Parameters.All(parameter => !IsFor(parameter, header)))
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = header.Name,
                    In = ParameterLocation.Header,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
        }

        foreach (var query in context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestQuery>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = query.Name,
                In = ParameterLocation.Query,
                Description = query.Description,
                Schema = new OpenApiSchema { Type = query.Type },
            });
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description ??= RequestHeader.All.FirstOrDefault(header => IsFor(parameter, header))?.Description;
        }

        return Task.CompletedTask;
    }

    private static bool IsFor(IOpenApiParameter parameter, RequestHeader header) =>
        parameter.In == ParameterLocation.Header && string.Equals(parameter.Name, header.Name, StringComparison.OrdinalIgnoreCase);
}
