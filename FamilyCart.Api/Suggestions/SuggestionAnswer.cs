namespace FamilyCart.Api.Suggestions;

/// <summary>A suggestion, or why there is none.</summary>
/// <param name="Suggestion">Null when nothing is known.</param>
/// <param name="IsOpen">Nothing is known because a model could not be asked; later it may know.</param>
internal sealed record SuggestionAnswer(Suggestion? Suggestion, bool IsOpen)
{
    internal static SuggestionAnswer Unknown { get; } = new(null, IsOpen: false);

    internal static SuggestionAnswer Open { get; } = new(null, IsOpen: true);

    internal static SuggestionAnswer Of(Suggestion? suggestion) => suggestion is null ? Unknown : new SuggestionAnswer(suggestion, IsOpen: false);
}
