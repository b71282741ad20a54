using System.Collections.Frozen;

namespace FamilyCart.Api.Catalog;

/// <summary>All categories and units as they were at one moment; it never changes.</summary>
internal sealed class CatalogSnapshot
{
    private readonly FrozenDictionary<int, Category> _categoriesById;
    private readonly FrozenDictionary<string, Category> _categoriesByName;
    private readonly FrozenDictionary<string, Unit> _unitsById;

    /// <param name="categories">In the order in which they are shown.</param>
    /// <param name="units">In the order in which they are shown.</param>
    internal CatalogSnapshot(IReadOnlyList<Category> categories, IReadOnlyList<Unit> units)
    {
        Categories = categories;
        Units = units;
        _categoriesById = categories.ToFrozenDictionary(category => category.Id);
        _categoriesByName = ByName(categories).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _unitsById = units.ToFrozenDictionary(unit => unit.Id, StringComparer.Ordinal);
    }

    internal IReadOnlyList<Category> Categories { get; }

    internal IReadOnlyList<Unit> Units { get; }

    internal Category? FindCategory(int id) => _categoriesById.GetValueOrDefault(id);

    /// <summary>Finds by the English name, else by the name in any other language; case and outer blanks do not matter.</summary>
    internal Category? FindCategory(string name) => _categoriesByName.GetValueOrDefault(name.Trim());

    internal Unit? FindUnit(string id) => _unitsById.GetValueOrDefault(id);

    // English names first: a translation must not take the place of another category's own name.
    private static Dictionary<string, Category> ByName(IReadOnlyList<Category> categories)
    {
        var byName = new Dictionary<string, Category>(StringComparer.OrdinalIgnoreCase);
        var english = categories.Select(category => (category.Name, Category: category));
        var others = categories.SelectMany(category => category.Translations.Values.Select(name => (Name: name, Category: category)));
        foreach (var (name, category) in english.Concat(others))
        {
            byName.TryAdd(name, category);
        }

        return byName;
    }
}
