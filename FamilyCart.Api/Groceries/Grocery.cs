namespace FamilyCart.Api.Groceries;

/// <summary>Something that families buy.</summary>
/// <param name="StandardName">Its common English name.</param>
/// <param name="Category">The English name of its category.</param>
/// <param name="Icon">One of <see cref="AllowedIcons"/>.</param>
/// <param name="Translations">Its name by language: cs, es, fr, de.</param>
/// <param name="MatchedExactly">
/// Whether the whole text was one of its names; false when only a form or a part of the text was.
/// </param>
internal sealed record Grocery(
    string StandardName, string Category, string Icon, IReadOnlyDictionary<string, string> Translations, bool MatchedExactly);
