namespace FamilyCart.Api.Suggestions;

/// <summary>What somebody who types an item's name is spared to say.</summary>
/// <param name="Category">The name of an allowed category.</param>
/// <param name="Icon">The name of an allowed icon.</param>
/// <param name="StandardName">The common English name, 1 to 100 characters.</param>
/// <param name="Translations">The name in other languages, each 1 to 100 characters, by cs, es, fr, de; any may be absent.</param>
/// <param name="Origin">Who says so.</param>
internal sealed record Suggestion(
    string Category, string Icon, string StandardName, IReadOnlyDictionary<string, string> Translations, SuggestionOrigin Origin);
