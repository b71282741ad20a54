using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>
/// Asks the validators themselves for the limits of each field, so that the document cannot say anything else: a body with
/// nothing in it tells what is required, one with a far too long text tells how long it may be.
/// </summary>
internal sealed partial class RequestLimits : IOpenApiSchemaTransformer
{
    private const int FarTooLong = 100_000;

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Properties is { Count: > 0 } properties && context.JsonTypeInfo.Type.IsAssignableTo(typeof(IValidated)))
        {
            var required = Errors([], context).Where(error => error.Value.Any(text => text.Contains("required", StringComparison.Ordinal)));
            schema.Required = required.Select(error => error.Key).ToHashSet();
            foreach (var (name, property) in properties)
            {
                if (property is OpenApiSchema text && (text.Type is not { } type || type.HasFlag(JsonSchemaType.String)))
                {
                    Describe(text, Limit(name, context), schema.Required.Contains(name));
                }
            }
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema text, int? limit, bool isRequired)
    {
        text.MaxLength = limit;
        if (limit is not null)
        {
            // One without a type is read by a converter of ours, which takes both.
            text.Type ??= JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Null;
        }

        if (isRequired)
        {
            text.MinLength = 1;
            text.Type &= ~JsonSchemaType.Null;
        }
    }

    private static int? Limit(string name, OpenApiSchemaTransformerContext context) =>
        Errors(new JsonObject { [name] = new string('x', FarTooLong) }, context)
            .GetValueOrDefault(name, [])
            .Select(error => AtMost().Match(error))
            .Where(match => match.Success)
            .Select(match => (int?)int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            .FirstOrDefault();

    private static IReadOnlyDictionary<string, string[]> Errors(JsonObject body, OpenApiSchemaTransformerContext context)
    {
        var errors = new ValidationErrors();
        try
        {
            (body.Deserialize(context.JsonTypeInfo) as IValidated)?.Validate(errors);
        }
        catch (JsonException)
        {
            // A text of this kind has no length, such as a date.
        }

        return errors.ByField;
    }

    [GeneratedRegex("^At most ([0-9]+) characters")]
    private static partial Regex AtMost();
}
