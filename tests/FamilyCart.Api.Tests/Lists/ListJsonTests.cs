using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FamilyCart.Api.Tests.Lists;

/// <summary>One list is written by hand: byte by byte what the serializer makes of the same rows.</summary>
[Collection(ApiCollection.Name)]
public sealed class ListJsonTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;

    public async Task InitializeAsync() => _ann = await Person.JoinAsync(fixture.Blue, "Ann");

    public Task DisposeAsync()
    {
        _ann.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task GetList_Empty_IsAsTheSerializerWritesIt() => await ShouldBeAsSerializedAsync(_ann, await _ann.CreateListAsync());

    [Fact]
    public async Task GetList_VariedItems_IsAsTheSerializerWritesIt()
    {
        var list = await NewVariedListAsync();
        var text = await ShouldBeAsSerializedAsync(_ann, list);

        // The data have to be as varied as this test means them.
        Assert.Contains("Žluťoučký \\uD83D\\uDC0E \\\"kůň\\\" <b>&amp;\\\\", text, StringComparison.Ordinal);
        Assert.Contains("\"translations\":{\"cs\":\"mléko \\\"plnotučné\\\"\\n\",\"de\":null}", text, StringComparison.Ordinal);
        Assert.Contains("\"quantity_value\":1.500,", text, StringComparison.Ordinal);
        Assert.Contains("\"category\":{\"id\":", text, StringComparison.Ordinal);
        Assert.Contains("\"category\":null", text, StringComparison.Ordinal);
        Assert.Contains("\"position\":-1E-07", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("editor")]
    [InlineData("viewer")]
    public async Task GetList_OfAnotherOwner_IsAsTheSerializerWritesIt(string role)
    {
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        await fixture.Database.ExecuteAsync(
            "update account set nickname = $1, first_name = $2, last_name = $3 where id = $4", "Bob \"the\" <Žába>", "Bób", "O'Neil\\", bob.Id);
        var list = await NewVariedListAsync();
        await _ann.ShareAsync(list, bob, role);
        Assert.Contains($"\"role\":\"{role}\"", await ShouldBeAsSerializedAsync(bob, list), StringComparison.Ordinal);
        await ShouldBeAsSerializedAsync(_ann, list);
    }

    [Theory]
    [InlineData(500, "false")]
    [InlineData(501, "true")]
    public async Task GetList_ManyItems_SaysWhetherThereAreMore(int count, string hasMore)
    {
        var list = await _ann.CreateListAsync();
        await fixture.Database.ExecuteAsync(
            """
            insert into item (list_id, name, comment, owner_id, last_modified_by_id, created_at, updated_at)
            select $1, 'Item ' || n, repeat('ž', 1000), $2, $2, now(), now() from generate_series(1, $3) n
            """,
            list,
            _ann.Id,
            count);
        var text = await ShouldBeAsSerializedAsync(_ann, list);
        Assert.Contains($"\"has_more_items\":{hasMore}", text, StringComparison.Ordinal);
        Assert.Equal(500, JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task GetList_KnownTag_IsNotSentAgainUntilItChanges()
    {
        var list = await _ann.CreateListAsync();
        var tag = (await _ann.GetAsync($"shopping-lists/{list}")).Response.Headers.ETag!.Tag;

        var same = await GetKnownAsync(_ann, list, tag);
        Assert.Equal(HttpStatusCode.NotModified, same.Status);
        Assert.Equal(tag, same.Response.Headers.ETag!.Tag);
        Assert.Equal(JsonValueKind.Undefined, same.Body.ValueKind);

        await _ann.AddItemAsync(list);
        var changed = await GetKnownAsync(_ann, list, tag);
        Assert.Equal(1, changed.ShouldSucceed().GetProperty("items").GetArrayLength());
        Assert.NotEqual(tag, changed.Response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task GetList_KnownTagOfAnotherFamily_IsForbidden()
    {
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        var list = await _ann.CreateListAsync();
        var tag = (await _ann.GetAsync($"shopping-lists/{list}")).Response.Headers.ETag!.Tag;
        (await GetKnownAsync(eve, list, tag)).ShouldFail(HttpStatusCode.Forbidden, "Not authorized to access this list");
    }

    private static Task<Answer> GetKnownAsync(Person person, int list, string tag) =>
        person.SendAsync(HttpMethod.Get, $"shopping-lists/{list}", null, ("If-None-Match", tag));

    private async Task<int> NewVariedListAsync()
    {
        var list = (await _ann.PostAsync("shopping-lists", new { name = "Víkend \"u babičky\"", description = "Řádek\nřádek\t<&>" }))
            .ShouldSucceed().GetProperty("id").GetInt32();
        var category = await fixture.Database.ReadAsync<int>(
            "insert into category (name) values ('Dairy & <eggs> ' || gen_random_uuid()) returning id");
        await fixture.Database.ExecuteAsync(
            """
            insert into item (
                list_id, name, quantity, comment, is_completed, is_unavailable, owner_id, last_modified_by_id, created_at, updated_at,
                category_id, icon_name, standardized_name, translations, quantity_value, quantity_display_text, position)
            values
                ($1, 'Milk', null, null, false, false, $2, $2, '2026-01-02 03:04:05.12+00', '2026-01-02 03:04:05.000001+00',
                    null, null, null, null, null, null, null),
                ($1, 'Žluťoučký 🐎 "kůň" <b>&amp;\', '2 kg', E'two\nlines\ttab', true, true, $2, $2, '0001-01-01 00:00:00+00', '9999-12-31 23:59:59.999999+00',
                    $3, 'local_drink', 'Milk''s', '{"de": null, "cs": "mléko \"plnotučné\"\n"}', 1.5, '1½ kg', -1e-7),
                ($1, 'Large', '', '', false, true, $2, $2, now(), now(), $3, '', '', '{}', 9999999.999, '', 1e21),
                ($1, 'Zero', '0', '0', false, false, $2, $2, now(), now(), null, null, null, '{"a": "\u0001\u007f\u2028"}', 0, null, 0)
            """,
            list,
            _ann.Id,
            category);
        return list;
    }

    /// <summary>Returns the text that both are.</summary>
    private async Task<string> ShouldBeAsSerializedAsync(Person person, int list)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/shopping-lists/{list}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        using var client = fixture.Blue.NewClient();
        using var answer = await client.SendAsync(request);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var written = await answer.Content.ReadAsStringAsync();

        await using var connection = await fixture.Blue.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        var response = await ListReader.GetAsync(connection, list, person.Id, CancellationToken.None);
        var options = fixture.Blue.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        Assert.Equal(JsonSerializer.Serialize(response, options), written);
        Assert.Equal($"\"{response!.Version}.{response.Sequence}\"", answer.Headers.ETag!.Tag);
        return written;
    }
}
