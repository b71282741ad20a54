using Microsoft.OpenApi;

namespace FamilyCart.Api.OpenApi;

/// <summary>A number in the query that an endpoint understands, or another value, as metadata of it.</summary>
internal sealed record RequestQuery(string Name, string Description, JsonSchemaType Type = JsonSchemaType.Integer)
{
    internal static RequestQuery Text(string name, string description) => new(name, description, JsonSchemaType.String);
}
