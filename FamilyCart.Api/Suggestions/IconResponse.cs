namespace FamilyCart.Api.Suggestions;

/// <param name="IconName">The icon; <c>shopping_cart</c> when nobody knows.</param>
/// <param name="Source">Who says so: <c>dictionary</c>, <c>model</c> or <c>none</c>.</param>
internal sealed record IconResponse(string IconName, string Source)
{
    internal static IconResponse From(Suggestion? suggestion) =>
        new(suggestion?.Icon ?? AllowedSuggestions.DefaultIcon, SuggestionSource.Of(suggestion));
}
