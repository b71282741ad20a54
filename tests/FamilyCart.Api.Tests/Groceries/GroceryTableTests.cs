using FamilyCart.Api.Groceries;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Groceries;

[Collection(ApiCollection.Name)]
public sealed class GroceryTableTests(ApiFixture fixture)
{
    private static readonly IReadOnlyList<GroceryRow> _rows = GroceryTable.Read();

    [Fact]
    public void Rows_Counted_AreAtLeast650() => Assert.True(_rows.Count >= 650, $"{_rows.Count}");

    [Fact]
    public void Rows_EachTerm_BelongsToOneGrocery() => Assert.Empty(_rows
        .SelectMany(row => row.Terms.Select(term => (Key: string.Join(' ', GroceryWords.Split(term)), row.Grocery.StandardName)))
        .Distinct()
        .GroupBy(term => term.Key)
        .Where(group => group.Key.Length == 0 || group.Count() > 1)
        .Select(group => $"{group.Key}: {string.Join(", ", group.Select(term => term.StandardName))}"));

    [Fact]
    public void Rows_StandardNames_AreThereOnce() =>
        Assert.Equal(_rows.Count, _rows.Select(row => row.Grocery.StandardName).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public async Task Rows_Categories_AreThoseOfTheCatalogue()
    {
        var store = fixture.Blue.Services.GetRequiredService<Api.Catalog.CatalogStore>();
        var catalog = await store.GetAsync(CancellationToken.None);
        var known = catalog.Categories.Where(category => category.Id < 17).Select(category => category.Name);
        Assert.Equal(known.Order(), _rows.Select(row => row.Grocery.Category).Distinct().Order());
    }

    [Fact]
    public void Rows_Icons_AreAllowed()
    {
        Assert.InRange(AllowedIcons.All.Count, 80, 95);
        Assert.Equal(AllowedIcons.Fallback, AllowedIcons.OrFallback(AllowedIcons.Fallback));
        Assert.All(_rows, row => Assert.Equal(row.Grocery.Icon, AllowedIcons.OrFallback(row.Grocery.Icon)));
    }

    [Theory]
    [InlineData("cookie", "cookie")]
    [InlineData("unheard_of", AllowedIcons.Fallback)]
    [InlineData("", AllowedIcons.Fallback)]
    [InlineData(null, AllowedIcons.Fallback)]
    public void OrFallback_Icon_IsOneThatItemsMayCarry(string? icon, string expected) => Assert.Equal(expected, AllowedIcons.OrFallback(icon));

    [Fact]
    public async Task Categories_IconsOfTheCatalogue_AreAllowedToo()
    {
        var store = fixture.Blue.Services.GetRequiredService<Api.Catalog.CatalogStore>();
        var catalog = await store.GetAsync(CancellationToken.None);
        Assert.All(catalog.Categories.Where(category => category.Id < 1000), category => Assert.Equal(category.IconName, AllowedIcons.OrFallback(category.IconName)));
    }

    [Fact]
    public void Rows_Languages_AreAllThere() => Assert.All(_rows, row =>
    {
        Assert.Equal(["cs", "de", "es", "fr"], row.Grocery.Translations.Keys.Order(StringComparer.Ordinal));
        Assert.All(row.Terms, term => Assert.Equal(term.Trim(), term));
        Assert.All(row.Terms, Assert.NotEmpty);
        Assert.InRange(row.Grocery.StandardName.Length, 2, 100);
    });

    [Fact]
    public void Rows_EachTerm_FindsItsGrocery()
    {
        var dictionary = new GroceryDictionary();
        Assert.Empty(_rows
            .SelectMany(row => row.Terms.Select(term => (term, row.Grocery)))
            .Where(pair => dictionary.Find(pair.term) is not { MatchedExactly: true } found || found.StandardName != pair.Grocery.StandardName)
            .Select(pair => pair.term));
    }
}
