using System.Text.Json.Serialization;
using FamilyCart.Api.Json;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Items;

internal sealed record CreateItemRequest(
    string? Name, [property: JsonConverter(typeof(TextOrNumberConverter))] string? Quantity, string? Comment) : IValidated
{
    public void Validate(ValidationErrors errors)
    {
        errors.Required("name", Name, ItemLimits.Name);
        errors.Optional("quantity", Quantity, ItemLimits.Quantity);
        errors.Optional("comment", Comment, ItemLimits.Comment, multiline: true);
    }
}
