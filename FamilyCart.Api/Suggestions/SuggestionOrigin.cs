namespace FamilyCart.Api.Suggestions;

/// <summary>Where a suggestion comes from.</summary>
internal enum SuggestionOrigin
{
    /// <summary>The built-in dictionary.</summary>
    Dictionary,

    /// <summary>A language model, now or when its answer was cached.</summary>
    Model,
}
