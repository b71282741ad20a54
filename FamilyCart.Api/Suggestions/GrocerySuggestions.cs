using FamilyCart.Api.Groceries;

namespace FamilyCart.Api.Suggestions;

/// <summary>The built-in dictionary as a source of suggestions.</summary>
internal sealed class GrocerySuggestions(GroceryDictionary dictionary) : IGroceryDictionary
{
    public bool HasEntries => true;

    public Suggestion? Find(string name) => dictionary.Find(name) is { } grocery
        ? new Suggestion(grocery.Category, grocery.Icon, grocery.StandardName, grocery.Translations, SuggestionOrigin.Dictionary)
        : null;
}
