using FamilyCart.Api.Items;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Suggestions;

internal sealed record CategorizeItemRequest(string? ItemName) : IValidated
{
    public void Validate(ValidationErrors errors) => errors.Required("item_name", ItemName, ItemLimits.Name);
}
