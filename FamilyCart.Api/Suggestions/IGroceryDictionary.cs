namespace FamilyCart.Api.Suggestions;

/// <summary>Knows everyday groceries without asking anybody.</summary>
internal interface IGroceryDictionary
{
    /// <summary>Whether there is a dictionary at all.</summary>
    bool HasEntries { get; }

    /// <summary>Returns what the dictionary says of an item of this name, or null. Fast, and without waiting.</summary>
    Suggestion? Find(string name);
}
