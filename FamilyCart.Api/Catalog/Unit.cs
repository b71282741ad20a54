namespace FamilyCart.Api.Catalog;

/// <summary>What amounts are measured in.</summary>
/// <param name="Id">Such as <c>kg</c>, <c>fl_oz</c>, <c>piece</c>.</param>
/// <param name="Name">English, unless a caller asked for another language.</param>
/// <param name="Symbol">The short form that stands behind a number.</param>
/// <param name="Dimension">count, weight, volume or length.</param>
/// <param name="BaseUnitId">The unit that the factor refers to; itself where nothing else can be counted in it.</param>
/// <param name="ConversionFactor">How many of the base unit make one of this, exactly.</param>
/// <param name="Translations">The name by language: cs, es, fr, de.</param>
internal sealed record Unit(
    string Id,
    string Name,
    string Symbol,
    string Dimension,
    string BaseUnitId,
    decimal ConversionFactor,
    IReadOnlyDictionary<string, string> Translations)
{
    /// <summary>The same unit with its name in this language, or in English when it has none there.</summary>
    internal Unit In(string language) => this with { Name = Translations.GetValueOrDefault(language, Name) };
}
