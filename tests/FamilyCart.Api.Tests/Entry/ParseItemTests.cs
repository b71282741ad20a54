using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Entry;

[Collection(ApiCollection.Name)]
public sealed class ParseItemTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;

    public async Task InitializeAsync() => _ann = await Person.JoinAsync(fixture.Blue, "Ann");

    public Task DisposeAsync()
    {
        _ann.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(
        "2,5 kg brambor, varné",
        null,
        """{"name":"brambor","quantity_value":2.5,"quantity_unit_id":"kg","quantity_display_text":"2,5 kg","comment":"varné"}""")]
    [InlineData(
        "Kofola",
        "klingon",
        """{"name":"Kofola","quantity_value":null,"quantity_unit_id":null,"quantity_display_text":null,"comment":null}""")]
    [InlineData(
        "1,250 kg mouky",
        "cs-CZ",
        """{"name":"mouky","quantity_value":1.25,"quantity_unit_id":"kg","quantity_display_text":"1,250 kg","comment":null}""")]
    public async Task Parse_Text_AnswersInTheFieldsOfAnItem(string text, string? language, string expected)
    {
        var body = (await _ann.PostAsync("items/parse", new { text, language })).ShouldSucceed();
        Assert.Equal(expected, System.Text.RegularExpressions.Regex.Unescape(body.GetRawText()));
    }

    [Fact]
    public async Task Parse_EveryUnitOfTheParser_IsInTheCatalogue()
    {
        var units = (await _ann.GetAsync("units")).ShouldSucceed().EnumerateArray().Select(unit => unit.GetProperty("id").GetString()!);
        Assert.Equal(units.Order(), Api.Entry.UnitWords.UnitIds.Order());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\u200B\u202E")]
    [InlineData("mi\0lk")]
    public async Task Parse_NothingToRead_IsRefused(string? text) => (await _ann.PostAsync("items/parse", new { text })).ShouldRefuse("text");

    [Fact]
    public async Task Parse_TooLong_IsRefused() => (await _ann.PostAsync("items/parse", new { text = new string('a', 1001) })).ShouldRefuse("text");

    [Fact]
    public async Task Parse_NotLoggedInOrNotVerified_IsRefused()
    {
        using var anonymous = Person.Anonymous(fixture.Blue);
        (await anonymous.PostAsync("items/parse", new { text = "milk" })).ShouldFail(HttpStatusCode.Unauthorized);
        await fixture.Database.ExecuteAsync("update account set is_verified = false where id = $1", _ann.Id);
        (await _ann.PostAsync("items/parse", new { text = "milk" })).ShouldFail(HttpStatusCode.Forbidden);
    }
}
