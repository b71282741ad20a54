using FamilyCart.Api.Housekeeping;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.Api.Tests.Housekeeping;

/// <summary>Each with a database of its own, since what is too old for one test is not for others.</summary>
[Collection(ApartCollection.Name)]
public sealed class HousekeepingTests(ApiFixture fixture) : IAsyncLifetime
{
    private ApiDatabase _database = null!;
    private ApiApplication _blue = null!;
    private Person _ann = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _database = await ApiDatabase.CreateAsync(fixture.Postgres, $"housekeeping_{Guid.NewGuid():N}");
        _blue = ApiApplication.Start(_database.ConnectionString, fixture.Redis.ConnectionString);
        _ann = await Person.JoinAsync(_blue, "Ann");
        _listId = await _ann.CreateListAsync();
    }

    public async Task DisposeAsync()
    {
        _ann.Dispose();
        await _blue.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Clean_OldEvents_GoButForTheLatestOfEachList()
    {
        await AddEventsAsync(3000);
        var quiet = await _ann.CreateListAsync();
        await _ann.AddItemAsync(quiet);
        using var removed = new CounterProbe(_blue, "familycart.housekeeping.removed", "kind", "list_event");

        await CleanAfterAsync(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(10));
        Assert.Equal(3001, await CountAsync("list_event"));
        await CleanAfterAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(500, await CountAsync($"list_event where list_id = {_listId} and sequence > 2500"));
        Assert.Equal(501, await CountAsync("list_event"));
        Assert.Equal(2500, removed.Total);
    }

    [Fact]
    public async Task Clean_TwoInstancesAtOnce_RemoveEachRowOnce()
    {
        await using var green = ApiApplication.Start(_database.ConnectionString, fixture.Redis.ConnectionString);
        await AddEventsAsync(10_500);
        _blue.Time.Advance(TimeSpan.FromDays(8));
        green.Time.Advance(TimeSpan.FromDays(8));
        using var byBlue = new CounterProbe(_blue, "familycart.housekeeping.removed", "kind", "list_event");
        using var byGreen = new CounterProbe(green, "familycart.housekeeping.removed", "kind", "list_event");

        await Task.WhenAll(Worker(_blue).CleanAsync(CancellationToken.None), Worker(green).CleanAsync(CancellationToken.None));
        await Worker(_blue).CleanAsync(CancellationToken.None);

        Assert.Equal(10_000, byBlue.Total + byGreen.Total);
        Assert.Equal(500, await CountAsync("list_event"));
        Assert.DoesNotContain(_blue.Logs.Lines.Concat(green.Logs.Lines), line => line.Id.Id == 4851);
    }

    [Fact]
    public async Task Clean_RowsThatSomebodyHolds_AreLeftForTheNextTime()
    {
        var (held, free) = (await _ann.AddItemAsync(_listId), await _ann.AddItemAsync(_listId));
        (await _ann.DeleteAsync($"items/{held}")).ShouldSucceed();
        (await _ann.DeleteAsync($"items/{free}")).ShouldSucceed();
        await using (var connection = new NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("select from deleted_item where id = $1 for update", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = held });
            await command.ExecuteNonQueryAsync();
            await CleanAfterAsync(TimeSpan.FromDays(366));
            Assert.Equal(1, await CountAsync("deleted_item"));
        }

        await CleanAfterAsync(TimeSpan.Zero);
        Assert.Equal(0, await CountAsync("deleted_item"));
    }

    [Fact]
    public async Task Clean_DeletedItems_GoAfterAYear()
    {
        var itemId = await _ann.AddItemAsync(_listId);
        (await _ann.DeleteAsync($"items/{itemId}")).ShouldSucceed();
        await CleanAfterAsync(TimeSpan.FromDays(364));
        Assert.Equal(1, await CountAsync("deleted_item"));
        await CleanAfterAsync(TimeSpan.FromDays(2));
        Assert.Equal(0, await CountAsync("deleted_item"));
    }

    [Fact]
    public async Task Clean_DeletedLists_GoAfterThirtyDaysWithAllThatIsInThem()
    {
        for (var count = 0; count < 25; count++)
        {
            var listId = await _ann.CreateListAsync();
            await _ann.AddItemAsync(listId);
            Assert.Equal(System.Net.HttpStatusCode.NoContent, (await _ann.DeleteAsync($"shopping-lists/{listId}")).Status);
        }

        await _ann.AddItemAsync(_listId);
        await CleanAfterAsync(TimeSpan.FromDays(29));
        Assert.Equal(26, await CountAsync("shopping_list"));
        await CleanAfterAsync(TimeSpan.FromDays(2));
        Assert.Equal(1, await CountAsync("shopping_list"));
        Assert.Equal(1, await CountAsync("item"));
        Assert.Equal(1, await CountAsync($"list_member where list_id = {_listId}"));
    }

    [Fact]
    public async Task Clean_DeletedListsOfTheProber_GoWithinTheHour()
    {
        await _database.ExecuteAsync("update account set is_probe = true where id = $1", _ann.Id);
        var gone = await _ann.CreateListAsync();
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await _ann.DeleteAsync($"shopping-lists/{gone}")).Status);

        await CleanAfterAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(2, await CountAsync("shopping_list"));
        await CleanAfterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await CountAsync("shopping_list"));
        Assert.Equal(1, await CountAsync($"list_member where list_id = {_listId}"));
    }

    [Fact]
    public async Task Clean_IdempotencyKeys_GoAfterADay()
    {
        await _ann.SendAsync(HttpMethod.Post, $"shopping-lists/{_listId}/items", new { name = "Tea" }, ("Idempotency-Key", "one"));
        await CleanAfterAsync(TimeSpan.FromHours(23));
        Assert.Equal(1, await CountAsync("idempotency_key"));
        await CleanAfterAsync(TimeSpan.FromHours(2));
        Assert.Equal(0, await CountAsync("idempotency_key"));
    }

    [Fact]
    public async Task Clean_Tickets_GoOnceTheyHaveExpired()
    {
        await _database.ExecuteAsync(
            """
            insert into socket_ticket (ticket_hash, login_id, account_id, expires_at)
            values (sha256('old'), gen_random_uuid(), $1, now() - interval '1 minute'), (sha256('new'), gen_random_uuid(), $1, now() + interval '1 hour')
            """,
            _ann.Id);
        await CleanAfterAsync(TimeSpan.Zero);
        Assert.Equal(1, await CountAsync("socket_ticket where ticket_hash = sha256('new')"));
        Assert.Equal(1, await CountAsync("socket_ticket"));
    }

    [Fact]
    public async Task Clean_Invitations_GoNinetyDaysAfterTheirEnd()
    {
        await _database.ExecuteAsync(
            """
            insert into invitation (list_id, email, email_key, role, invited_by_id, token_hash, status, created_at, sent_at, expires_at, ended_at)
            select $1, n, n, 'editor', $2, sha256(n::bytea), status, now() - age, now() - age, now() - expired, now() - ended
            from (values
                ('old', 'accepted', interval '99 days', interval '92 days', interval '91 days'),
                ('expired', 'pending', interval '99 days', interval '91 days', null),
                ('young', 'declined', interval '99 days', interval '92 days', interval '89 days'),
                ('waiting', 'pending', interval '99 days', interval '-1 days', null)) v (n, status, age, expired, ended)
            """,
            _listId,
            _ann.Id);
        await CleanAfterAsync(TimeSpan.Zero);
        Assert.Equal(2, await CountAsync("invitation where email in ('young', 'waiting')"));
        Assert.Equal(2, await CountAsync("invitation"));
    }

    [Fact]
    public async Task Clean_WhileTheDatabaseMakesItWait_StopsAtOnce()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table list_event in exclusive mode", connection);
        await command.ExecuteNonQueryAsync();

        using var stop = new CancellationTokenSource();
        var cleaning = Worker(_blue).CleanAsync(stop.Token);
        await Poll.UntilAsync(async () => await CountAsync("pg_locks where not granted and relation = 'list_event'::regclass") > 0);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cleaning.WaitAsync(TimeSpan.FromSeconds(120)));
    }

    [Fact]
    public async Task Clean_OneKindFails_RemovesTheOthersAndSaysSo()
    {
        await _ann.SendAsync(HttpMethod.Post, $"shopping-lists/{_listId}/items", new { name = "Tea" }, ("Idempotency-Key", "one"));
        await _database.ExecuteAsync("alter table list_event rename to list_event_away");
        await CleanAfterAsync(TimeSpan.FromDays(2));
        Assert.Equal(0, await CountAsync("idempotency_key"));
        Assert.Contains(_blue.Logs.Lines, line => line.Id.Id == 4851 && line.Text.Contains("42P01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clean_ManyYoungItems_FindsTheOldOnesByAnIndex()
    {
        await _database.ExecuteAsync(
            """
            insert into deleted_item (id, list_id, name, content, deleted_at)
            select n, $1, 'Tea', '{}', now() - n * interval '1 minute' from generate_series(1, 20000) n
            """,
            _listId);
        await _database.ExecuteAsync("analyze deleted_item");
        var statement = LitterQueries.DeleteDeletedItems
            .Replace("@Before", "now() - interval '13 days'", StringComparison.Ordinal)
            .Replace("@Limit", "1000", StringComparison.Ordinal);
        var plan = await _database.ReadAsync<string>($"explain (format json) {statement}");
        Assert.Contains("deleted_item_deleted", plan, StringComparison.Ordinal);
    }

    private static HousekeepingWorker Worker(ApiApplication api) => api.Services.GetRequiredService<HousekeepingWorker>();

    private Task CleanAfterAsync(TimeSpan time)
    {
        _blue.Time.Advance(time);
        return Worker(_blue).CleanAsync(CancellationToken.None);
    }

    private async Task<long> CountAsync(string rows) => await _database.ReadAsync<long>($"select count(*) from {rows}");

    private async Task AddEventsAsync(int count)
    {
        await _database.ExecuteAsync(
            """
            insert into list_event (list_id, sequence, account_id, message, created_at)
            select $1, n, gen_random_uuid(), '{}', now() from generate_series(1, $2) n
            """,
            _listId,
            count);
        await _database.ExecuteAsync("update shopping_list set last_sequence = $2 where id = $1", _listId, count);
    }
}
