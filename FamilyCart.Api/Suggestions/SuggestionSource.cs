namespace FamilyCart.Api.Suggestions;

/// <summary>How clients are told who suggests something.</summary>
internal static class SuggestionSource
{
    internal static string Of(Suggestion? suggestion) => suggestion?.Origin switch
    {
        SuggestionOrigin.Dictionary => "dictionary",
        SuggestionOrigin.Model => "model",
        _ => "none",
    };
}
