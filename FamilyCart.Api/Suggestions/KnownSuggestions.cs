namespace FamilyCart.Api.Suggestions;

/// <summary>The categories and icons that every client knows.</summary>
internal sealed class KnownSuggestions : IAllowedSuggestions
{
    private static readonly AllowedSuggestions _all = new(
        [
            "Produce", "Dairy", "Meat", "Seafood", "Bakery", "Frozen", "Pantry", "Beverages", "Snacks", "Personal Care", "Household",
            "Pet Supplies", "Baby", "Health", "Alcohol", "Deli", AllowedSuggestions.DefaultCategory,
        ],
        [
            "eco", "egg", "restaurant", "set_meal", "bakery_dining", "ac_unit", "kitchen", "local_cafe", "cookie", "spa", "cleaning_services",
            "pets", "child_care", "medication", "wine_bar", "lunch_dining", AllowedSuggestions.DefaultIcon,
        ]);

    public ValueTask<AllowedSuggestions> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_all);
}
