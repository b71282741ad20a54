namespace FamilyCart.Api.Catalog;

/// <summary>Where items belong in a shop.</summary>
/// <param name="Id">1 to 17 for those that always exist, from 1000 for later ones.</param>
/// <param name="Name">English, unless a caller asked for another language.</param>
/// <param name="IconName">A Material icon.</param>
/// <param name="Translations">The name by language: cs, es, fr, de.</param>
/// <param name="Position">Categories stand in ascending order.</param>
internal sealed record Category(
    int Id, string Name, string? IconName, IReadOnlyDictionary<string, string> Translations, int Position)
{
    /// <summary>The same category with its name in this language, or in English when it has none there.</summary>
    internal Category In(string language) => this with { Name = Translations.GetValueOrDefault(language, Name) };
}
