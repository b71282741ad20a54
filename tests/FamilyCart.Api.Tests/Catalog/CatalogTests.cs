using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Catalog;

[Collection(ApiCollection.Name)]
public sealed class CatalogTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;

    public async Task InitializeAsync() => _ann = await Person.JoinAsync(fixture.Blue, "Ann");

    public Task DisposeAsync()
    {
        _ann.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Categories_English_AreTheFixedOnesInTheOrderOfAShop()
    {
        var categories = (await _ann.GetAsync("categories")).ShouldSucceed().EnumerateArray().ToList();
        var fixedOnes = categories.Where(category => Id(category) < 1000).ToList();
        Assert.Equal(Enumerable.Range(1, 17), fixedOnes.Select(Id).Order());
        Assert.Equal("Produce", Name(fixedOnes[0]));
        Assert.Equal("Uncategorized", Name(fixedOnes[^1]));
        var positions = categories.Select(category => category.GetProperty("position").GetInt32()).ToList();
        Assert.Equal(positions.Order(), positions);
        Assert.All(fixedOnes, category =>
        {
            Assert.Matches("^[a-z_]{2,50}$", category.GetProperty("icon_name").GetString());
            ShouldBeTranslated(category);
        });

        static int Id(JsonElement category) => category.GetProperty("id").GetInt32();
    }

    [Fact]
    public async Task Units_English_HaveExactFactorsOfTheirBase()
    {
        var units = (await _ann.GetAsync("units")).ShouldSucceed().EnumerateArray().ToDictionary(unit => unit.GetProperty("id").GetString()!);
        Assert.Equal(32, units.Count);
        Assert.All(units.Values, unit =>
        {
            var root = units[unit.GetProperty("base_unit_id").GetString()!];
            Assert.Equal(root.GetProperty("dimension").GetString(), unit.GetProperty("dimension").GetString());
            Assert.Equal(1, root.GetProperty("conversion_factor").GetDecimal());
            Assert.NotEmpty(unit.GetProperty("symbol").GetString()!);
            ShouldBeTranslated(unit);
        });
        Assert.Equal(
            [("count", 14), ("weight", 4), ("volume", 9), ("length", 5)],
            units.Values.CountBy(unit => unit.GetProperty("dimension").GetString()!).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal("1000", Factor("kg"));
        Assert.Equal("28.349523125", Factor("oz"));
        Assert.Equal("453.59237", Factor("lb"));
        Assert.Equal("29.5735295625", Factor("fl_oz"));
        Assert.Equal("3785.411784", Factor("gallon"));
        Assert.Equal("0.0254", Factor("in"));
        Assert.Equal("12", Factor("dozen"));

        string Factor(string id) => units[id].GetProperty("conversion_factor").GetRawText();
    }

    [Theory]
    [InlineData("categories?language=cs", null, "cs", "Ovoce a zelenina")]
    [InlineData("categories?language=CS-cz", null, "cs", "Ovoce a zelenina")]
    [InlineData("categories?language=de", "cs", "de", "Obst und Gemüse")]
    [InlineData("categories", "cs-CZ,cs;q=0.9,en;q=0.8", "cs", "Ovoce a zelenina")]
    [InlineData("categories", "en;q=0.1, pl, fr;q=0.5", "fr", "Fruits et légumes")]
    [InlineData("categories", "cs;q=0, es;q=0.1", "es", "Frutas y verduras")]
    [InlineData("categories", "pl", "en", "Produce")]
    [InlineData("categories", ";;q=,,%", "en", "Produce")]
    [InlineData("categories?language=klingon", null, "en", "Produce")]
    [InlineData("categories?language=klingon", "cs", "cs", "Ovoce a zelenina")]
    [InlineData("categories?language=", null, "en", "Produce")]
    [InlineData("units?language=cs", null, "cs", "kus")]
    [InlineData("units?language=fr", null, "fr", "pièce")]
    public async Task Catalog_AskedInALanguage_AnswersInItOrFallsBack(string path, string? accepted, string language, string first)
    {
        using var response = await SendAsync(path, request => request.Headers.TryAddWithoutValidation("Accept-Language", accepted));
        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Equal(first, Name((await Answer.ReadAsync(response)).ShouldSucceed()[0]));
    }

    [Theory]
    [InlineData("categories")]
    [InlineData("units")]
    public async Task Catalog_KnownAlready_IsNotSentAgain(string path)
    {
        using var first = await SendAsync(path);
        Assert.True(first.Headers.CacheControl is { Private: true, MaxAge.TotalHours: 1 });
        Assert.Contains("Accept-Language", first.Headers.Vary);
        var tag = first.Headers.ETag!;

        foreach (var known in new[] { tag, new EntityTagHeaderValue(tag.Tag, isWeak: true), EntityTagHeaderValue.Any })
        {
            using var again = await SendAsync(path, request => request.Headers.IfNoneMatch.Add(known));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }

        using var other = await SendAsync($"{path}?language=cs", request => request.Headers.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(tag, other.Headers.ETag);
    }

    [Theory]
    [InlineData("categories")]
    [InlineData("units")]
    public async Task Catalog_NotLoggedInOrNotVerified_IsRefused(string path)
    {
        using var anonymous = Person.Anonymous(fixture.Blue);
        (await anonymous.GetAsync(path)).ShouldFail(HttpStatusCode.Unauthorized);
        await fixture.Database.ExecuteAsync("update account set is_verified = false where id = $1", _ann.Id);
        (await _ann.GetAsync(path)).ShouldFail(HttpStatusCode.Forbidden);
    }

    private static string Name(JsonElement row) => row.GetProperty("name").GetString()!;

    private static void ShouldBeTranslated(JsonElement row)
    {
        var translations = row.GetProperty("translations").EnumerateObject().ToList();
        Assert.Equal(["cs", "de", "es", "fr"], translations.Select(translation => translation.Name).Order(StringComparer.Ordinal));
        Assert.All(translations, translation => Assert.NotEmpty(translation.Value.GetString()!));
    }

    private async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? prepare = null)
    {
        using var client = fixture.Blue.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _ann.Token);
        prepare?.Invoke(request);
        return await client.SendAsync(request);
    }
}
