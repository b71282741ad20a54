using System.Net;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Api.Usage;

namespace FamilyCart.Api.Tests.Usage;

[Collection(ApiCollection.Name)]
public sealed class UsageTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _listId = await _ann.CreateListAsync();
    }

    public Task DisposeAsync()
    {
        _ann.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Suggest_SpellingsOfOneName_AreOneSuggestionAsLastWritten()
    {
        await AddAsync("MLEKO", "mléko", " Mle\u0301ko ", "Mléko");

        var suggestion = Assert.Single(await SuggestAsync("query=MLÉ"));

        Assert.Equal("Mléko", suggestion.GetProperty("name").GetString());
        Assert.Equal(4, suggestion.GetProperty("uses").GetInt64());
        Assert.Equal("history", suggestion.GetProperty("source").GetString());
        Assert.Equal(
            ["category", "icon_name", "last_used_at", "name", "quantity_unit_id", "source", "uses"],
            suggestion.EnumerateObject().Select(field => field.Name).Order());
    }

    [Fact]
    public async Task Suggest_Matches_AreOrderedByPlaceThenUseThenTime()
    {
        await AddAsync("Oat milk", "Oat milk", "Oat milk", "Buttermilk", "Milk", "Milka", "Milka", "Milk rice", "Tea");
        Assert.Equal(["Milka", "Milk rice", "Milk", "Oat milk", "Buttermilk"], Names(await SuggestAsync("query=milk")));
        Assert.Equal(["Milka", "Milk rice"], Names(await SuggestAsync("query=milk&limit=2")));
        Assert.Empty(await SuggestAsync("query=cocoa"));
    }

    [Fact]
    public async Task Suggest_OneNameInSeveralLists_IsCountedTogether()
    {
        var other = await _ann.CreateListAsync();
        await AddAsync("Tea", "Tea");
        await _ann.AddItemAsync(other, "tea");
        var suggestion = Assert.Single(await SuggestAsync($"query=te&list_id={_listId}"));
        Assert.Equal(3, suggestion.GetProperty("uses").GetInt64());
        Assert.Equal("tea", suggestion.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Suggest_CategoryIconAndUnit_AreThoseOfTheLastOneThatHadThem()
    {
        var category = $"C {Guid.NewGuid()}";
        var unit = Guid.NewGuid().ToString("N")[..20];
        await fixture.Database.ExecuteAsync("insert into category (name) values ($1)", category);
        await fixture.Database.ExecuteAsync(
            "insert into unit (id, name, symbol, dimension, base_unit_id, conversion_factor) values ($1, 'sack', 'sack', 'count', $1, 1)", unit);
        (await _ann.PostAsync(
            $"shopping-lists/{_listId}/items", new { name = "Tea", category_name = category, icon_name = "tea", quantity_unit_id = unit })).ShouldSucceed();
        await AddAsync("Tea");

        var suggestion = Assert.Single(await SuggestAsync("query=tea"));

        Assert.Equal(category, suggestion.GetProperty("category").GetProperty("name").GetString());
        Assert.Equal("tea", suggestion.GetProperty("icon_name").GetString());
        Assert.Equal(unit, suggestion.GetProperty("quantity_unit_id").GetString());
        await fixture.Database.ExecuteAsync("delete from category where name = $1", category);
        Assert.Equal(JsonValueKind.Null, Assert.Single(await SuggestAsync("query=tea")).GetProperty("category").ValueKind);
    }

    [Theory]
    [InlineData("%25", "100% juice")]
    [InlineData("_", "a_b")]
    [InlineData("%5C", "c\\d")]
    [InlineData("0%25 J", "100% juice")]
    public async Task Suggest_SignsOfPatterns_MeanThemselves(string query, string expected)
    {
        await AddAsync("100% juice", "a_b", "c\\d", "plain");
        Assert.Equal([expected], Names(await SuggestAsync($"query={query}")));
    }

    [Fact]
    public async Task Suggest_EmptyQuery_IsTheMostUsedOfWhatIsNotInTheList()
    {
        await AddAsync("Tea", "Milk", "Milk", "Milk", "Milk", "Bread", "Bread");
        var other = await _ann.CreateListAsync();
        await _ann.AddItemAsync(other, "BREAD");
        Assert.Equal(["Milk", "BREAD", "Tea"], Names(await SuggestAsync("")));
        Assert.Equal(["Milk", "Tea"], Names(await SuggestAsync($"query=%20&list_id={other}")));
        Assert.Empty(await SuggestAsync($"list_id={_listId}"));
        Assert.Equal(["BREAD"], Names(await SuggestAsync($"query=bread&list_id={other}")));
    }

    [Fact]
    public async Task Suggest_ItemsOfOthers_AreNeverShown()
    {
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        using var anonymous = Person.Anonymous(fixture.Blue);
        await AddAsync("Present");
        Assert.Equal(["Present"], Names(await SuggestAsync("query=pres")));
        Assert.Empty((await eve.GetAsync("items/suggestions?query=pres")).ShouldSucceed().EnumerateArray());
        Assert.Empty((await eve.GetAsync("items/suggestions")).ShouldSucceed().EnumerateArray());
        (await eve.GetAsync($"items/suggestions?list_id={_listId}")).ShouldFail(HttpStatusCode.Forbidden);
        (await eve.GetAsync($"items/suggestions?list_id={int.MaxValue}")).ShouldFail(HttpStatusCode.NotFound);
        (await anonymous.GetAsync("items/suggestions?query=pres")).ShouldFail(HttpStatusCode.Unauthorized);

        using var vic = await Person.JoinAsync(fixture.Blue, "Vic");
        await _ann.ShareAsync(_listId, vic, "viewer");
        Assert.Single((await vic.GetAsync("items/suggestions?query=pres")).ShouldSucceed().EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await _ann.DeleteAsync($"shopping-lists/{_listId}/members/{vic.Id}")).Status);
        Assert.Empty((await vic.GetAsync("items/suggestions?query=pres")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task Suggest_AfterARefusedOrForgottenItem_IsEmpty()
    {
        (await _ann.PostAsync($"shopping-lists/{_listId}/items", new { name = "Tea", quantity_unit_id = "no such unit" })).ShouldRefuse("quantity_unit_id");
        Assert.Empty(await SuggestAsync("query=tea"));
        await AddAsync("Tea");
        Assert.Equal(HttpStatusCode.NoContent, (await _ann.DeleteAsync($"shopping-lists/{_listId}/history")).Status);
        Assert.Empty(await SuggestAsync("query=tea"));
    }

    [Fact]
    public async Task Suggest_ItemAddedAgain_IsCounted()
    {
        var itemId = await _ann.AddItemAsync(_listId, "Tea");
        (await _ann.DeleteAsync($"items/{itemId}")).ShouldSucceed();
        (await _ann.PostAsync($"shopping-lists/{_listId}/history/{itemId}/re-add", null)).ShouldSucceed();
        Assert.Equal(2, Assert.Single(await SuggestAsync("query=tea")).GetProperty("uses").GetInt64());
    }

    [Fact]
    public async Task AddItem_NameOfMarksOrTheLongest_IsAddedAndFound()
    {
        var longest = string.Concat(Enumerable.Repeat("ﬃ", 100));
        await AddAsync("\u0301", longest);
        Assert.Equal([longest], Names(await SuggestAsync($"query={Uri.EscapeDataString(new string('ﬃ', 60))}")));
        Assert.Equal(["\u0301"], Names(await SuggestAsync("query=%CC%81")));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=51", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("list_id=-1", "list_id")]
    [InlineData("query=%00", "query")]
    public async Task Suggest_BadParameter_IsRefused(string query, string field) =>
        (await _ann.GetAsync($"items/suggestions?{query}")).ShouldRefuse(field);

    [Fact]
    public async Task Suggest_QueryTooLong_IsRefused()
    {
        (await _ann.GetAsync($"items/suggestions?query={new string('q', 101)}&limit=99")).ShouldRefuse("query", "limit");
        Assert.Empty(await SuggestAsync($"query={new string('q', 100)}"));
    }

    [Fact]
    public async Task Suggest_TwentyThousandNames_ReadsOnlyTheCallersLists()
    {
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        var lists = new List<int> { _listId };
        for (var count = 0; count < 7; count++)
        {
            lists.Add(await eve.CreateListAsync());
        }

        foreach (var listId in lists)
        {
            await fixture.Database.ExecuteAsync(
                """
                insert into item_usage (list_id, name_key, name, uses, last_used_at)
                select $1, 'mleko ' || n, 'Mléko ' || n, n, now() from generate_series(1, 20000) n
                """,
                listId);
        }

        await fixture.Database.ExecuteAsync("analyze item_usage, list_member");

        Assert.Equal(["Mléko 19999", "Mléko 19998", "Mléko 19997"], Names(await SuggestAsync("query=mléko 1999&limit=3")));
        Assert.Equal(["Mléko 20000", "Mléko 2000", "Mléko 12000"], Names(await SuggestAsync("query=2000&limit=3")));
        Assert.Equal(1999, Assert.Single(await SuggestAsync("query=mleko 1999&limit=50"), suggestion =>
            suggestion.GetProperty("name").GetString() == "Mléko 1999").GetProperty("uses").GetInt64());

        var statement = UsageQueries.Select
            .Replace("@CallerId", $"'{_ann.Id}'", StringComparison.Ordinal)
            .Replace("@Beginning", "'mleko 1999%'", StringComparison.Ordinal)
            .Replace("@WordBeginning", "'% mleko 1999%'", StringComparison.Ordinal)
            .Replace("@Part", "'%mleko 1999%'", StringComparison.Ordinal)
            .Replace("@Present", "'{}'::text[]", StringComparison.Ordinal)
            .Replace("@Limit", "10", StringComparison.Ordinal);
        var plan = await fixture.Database.ReadAsync<string>($"explain (format json) {statement}");
        Assert.Contains("item_usage_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotMatch("\"Seq Scan\",[^{}]*\"item_usage\"", plan);
    }

    private static List<string> Names(IEnumerable<JsonElement> suggestions) =>
        [.. suggestions.Select(suggestion => suggestion.GetProperty("name").GetString()!)];

    private async Task<List<JsonElement>> SuggestAsync(string query) =>
        [.. (await _ann.GetAsync($"items/suggestions?{query}")).ShouldSucceed().EnumerateArray()];

    private async Task AddAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _ann.AddItemAsync(_listId, name);
        }
    }
}
