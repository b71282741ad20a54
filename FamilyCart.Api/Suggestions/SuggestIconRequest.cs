using FamilyCart.Api.Items;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Suggestions;

/// <param name="ItemName">The item's name, 1 to 100 characters.</param>
/// <param name="CategoryName">What the client takes for its category, at most 100 characters; the icon follows the name alone.</param>
internal sealed record SuggestIconRequest(string? ItemName, string? CategoryName) : IValidated
{
    public void Validate(ValidationErrors errors)
    {
        errors.Required("item_name", ItemName, ItemLimits.Name);
        errors.Optional("category_name", CategoryName, SuggestionFormat.NameLimit);
    }
}
