namespace FamilyCart.Api.Suggestions;

/// <param name="CategoryName">The category; <c>Uncategorized</c> when nobody knows.</param>
/// <param name="Source">Who says so: <c>dictionary</c>, <c>model</c> or <c>none</c>.</param>
internal sealed record CategoryResponse(string CategoryName, string Source)
{
    internal static CategoryResponse From(Suggestion? suggestion) =>
        new(suggestion?.Category ?? AllowedSuggestions.DefaultCategory, SuggestionSource.Of(suggestion));
}
