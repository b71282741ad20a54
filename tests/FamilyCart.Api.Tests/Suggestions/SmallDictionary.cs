using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Tests.Suggestions;

/// <summary>A dictionary that knows milk, in Czech.</summary>
internal sealed class SmallDictionary : IGroceryDictionary
{
    public bool HasEntries => true;

    public Suggestion? Find(string name) => name == "mléko" ? SuggestionTesting.Milk : null;
}
