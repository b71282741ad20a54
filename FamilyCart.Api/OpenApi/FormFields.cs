using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>Describes a form as one object of named texts; of endpoints that the compiler wrote the names would be missing.</summary>
internal sealed class FormFields : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        // The framework calls each field of a form a file.
        var fields = context.Description.ParameterDescriptions.Where(parameter => parameter.Source == BindingSource.FormFile && parameter.Type == typeof(string)).ToList();
        if (fields.Count > 0)
        {
            foreach (var media in operation.RequestBody?.Content?.Values ?? [])
            {
                media.Schema = Form(fields);
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Form(IEnumerable<ApiParameterDescription> fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(field => field.Name, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String }),
    };
}
