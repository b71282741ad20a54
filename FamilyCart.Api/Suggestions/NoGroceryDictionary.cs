namespace FamilyCart.Api.Suggestions;

/// <summary>For a service without a dictionary.</summary>
internal sealed class NoGroceryDictionary : IGroceryDictionary
{
    public bool HasEntries => false;

    public Suggestion? Find(string name) => null;
}
