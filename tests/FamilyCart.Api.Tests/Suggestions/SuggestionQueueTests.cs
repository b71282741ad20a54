using System.Diagnostics;
using FamilyCart.Api.Suggestions;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.Api.Tests.Suggestions;

[Collection(ApartCollection.Name)]
public sealed class SuggestionQueueTests(ApiFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan _claim = TimeSpan.FromSeconds(30);

    private readonly MovableTime _time = new();
    private SuggestionRig _rig = null!;
    private NpgsqlDataSource _source = null!;
    private SuggestionStore _store = null!;

    public async Task InitializeAsync()
    {
        _rig = await SuggestionRig.CreateAsync(fixture);
        _source = NpgsqlDataSource.Create(_rig.Database.ConnectionString);
        _store = new SuggestionStore(_source, _time);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task AddAsync_TransactionRolledBack_AsksForNothing()
    {
        var queue = Queue();
        var item = await _rig.AddItemAsync("Tofu");
        await using var connection = await _source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            Assert.True(await queue.AddAsync(connection, item, "Tofu", CancellationToken.None));
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await _rig.CountAsync());
    }

    [Fact]
    public async Task AddAsync_ItemDeleted_TheRequestGoesWithIt()
    {
        await AddAsync(Queue(), "Tofu");
        await _rig.Database.ExecuteAsync("delete from item");
        Assert.Equal(0, await _rig.CountAsync());
    }

    [Fact]
    public async Task AddAsync_QueueFull_DropsNewItemsAndStillReplacesOldRequests()
    {
        var queue = Queue(limit: 2);
        var first = await AddAsync(queue, "Tofu");
        await AddAsync(queue, "Tempeh");
        var third = await _rig.AddItemAsync("Seitan");

        Assert.False(await AddAsync(queue, third, "Seitan"));
        Assert.True(await AddAsync(queue, first, "Smoked tofu"));
        Assert.Equal(["Tempeh", "Smoked tofu"], (await ClaimAsync(10)).Select(request => request.Name));
    }

    [Fact]
    public async Task AddAsync_ListHasItsShare_LeavesRoomForOthers()
    {
        const int Limit = 2000;
        var share = SuggestionQueue.ShareOf(Limit);
        var first = await AddAsync(Queue(Limit), "Tofu");
        await _rig.Database.ExecuteAsync(
            """
            with more as (
                insert into item (list_id, name, owner_id, last_modified_by_id, created_at, updated_at)
                select i.list_id, 'Bulk ' || n, i.owner_id, i.owner_id, now(), now() from item i, generate_series(2, $2) n where i.id = $1
                returning id, list_id, name)
            insert into suggestion_request (item_id, name, requested_at, list_id) select id, name, now(), list_id from more
            """,
            first,
            share);
        Assert.Equal(share, await _rig.CountAsync());
        var further = await _rig.Database.ReadAsync<int>(
            """
            insert into item (list_id, name, owner_id, last_modified_by_id, created_at, updated_at)
            select list_id, 'Seitan', owner_id, owner_id, now(), now() from item where id = $1
            returning id
            """,
            first);
        Assert.False(await AddAsync(Queue(Limit), further, "Seitan"));
        Assert.True(await AddAsync(Queue(Limit), first, "Smoked tofu"));
        await AddAsync(Queue(Limit), "Tempeh");
    }

    [Fact]
    public async Task AddAsync_LimitOfZero_DropsEverything() =>
        Assert.False(await AddAsync(Queue(limit: 0), await _rig.AddItemAsync("Tofu"), "Tofu"));

    [Fact]
    public async Task AddAsync_SwitchedOff_AsksForNothing()
    {
        Assert.False(await AddAsync(Queue(isEnabled: false), await _rig.AddItemAsync("Tofu"), "Tofu"));
        Assert.Equal(0, await _rig.CountAsync());
    }

    [Fact]
    public async Task ClaimAsync_ClaimedByAnother_IsLeftToThemUntilTheClaimEnds()
    {
        var item = await AddAsync(Queue(), "Tofu");
        var request = Assert.Single(await ClaimAsync(10));
        Assert.Equal((item, "Tofu", 1), (request.ItemId, request.Name, request.Attempts));
        Assert.Empty(await ClaimAsync(10));

        _time.Advance(_claim + TimeSpan.FromSeconds(1));
        Assert.Equal(2, Assert.Single(await ClaimAsync(10)).Attempts);
    }

    [Fact]
    public async Task ClaimAsync_ManyAtOnce_EachRequestIsClaimedOnce()
    {
        var queue = Queue();
        for (var number = 0; number < 40; number++)
        {
            await AddAsync(queue, $"Tofu {number}");
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ClaimAsync(4)));
        var claimed = claims.SelectMany(requests => requests).Select(request => request.ItemId).ToList();
        claimed.AddRange((await ClaimAsync(40)).Select(request => request.ItemId));
        Assert.Equal(40, claimed.Count);
        Assert.Equal(40, claimed.Distinct().Count());
    }

    [Fact]
    public async Task ClaimAsync_RowLockedByAWriter_IsSkippedWithoutWaiting()
    {
        var item = await AddAsync(Queue(), "Tofu");
        await AddAsync(Queue(), "Tempeh");
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.True(await Queue().AddAsync(connection, item, "Smoked tofu", CancellationToken.None));

        Assert.Equal("Tempeh", Assert.Single(await ClaimAsync(10)).Name);
    }

    [Fact]
    public async Task ForwardAsync_Request_IsForThoseWhoAskTheModel()
    {
        await AddAsync(Queue(), "Tofu");
        await _store.ForwardAsync(Assert.Single(await ClaimAsync(1)), CancellationToken.None);
        Assert.Empty(await ClaimAsync(1));
        var request = Assert.Single(await _store.ClaimAsync(needsModel: true, 1, _claim, CancellationToken.None));
        Assert.Equal(1, request.Attempts);
    }

    [Fact]
    public async Task PostponeAsync_Request_RestsForSoLong()
    {
        await AddAsync(Queue(), "Tofu");
        await _store.PostponeAsync(Assert.Single(await ClaimAsync(1)), TimeSpan.FromMinutes(5), CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Empty(await ClaimAsync(1));
        _time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal(2, Assert.Single(await ClaimAsync(1)).Attempts);
    }

    [Fact]
    public async Task ClaimAsync_NothingToDo_LeavesNoTrace()
    {
        var isMine = new AsyncLocal<bool>();
        var parents = new List<ActivityContext>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                if (isMine.Value)
                {
                    parents.Add(options.Parent);
                }

                return ActivitySamplingResult.None;
            },
        };
        ActivitySource.AddActivityListener(listener);
        isMine.Value = true;
        Assert.Empty(await ClaimAsync(1));
        await _store.CountAsync(CancellationToken.None);

        Assert.NotEmpty(parents);
        Assert.All(parents, parent => Assert.NotEqual(default, parent.TraceId));
        Assert.All(parents, parent => Assert.Equal(ActivityTraceFlags.None, parent.TraceFlags));
    }

    [Fact]
    public async Task RemoveAsync_ItemGotANewNameMeanwhile_TheNewRequestStays()
    {
        var queue = Queue();
        var item = await AddAsync(queue, "Tofu");
        var old = Assert.Single(await ClaimAsync(1));
        await AddAsync(queue, item, "Smoked tofu");

        await _store.PostponeAsync(old, TimeSpan.FromHours(1), CancellationToken.None);
        await _store.ForwardAsync(old, CancellationToken.None);
        await _store.RemoveAsync(old, CancellationToken.None);

        var request = Assert.Single(await ClaimAsync(1));
        Assert.Equal(("Smoked tofu", 1), (request.Name, request.Attempts));
        await _store.RemoveAsync(request, CancellationToken.None);
        Assert.Equal(0, await _rig.CountAsync());
    }

    private Task<IReadOnlyList<SuggestionRequest>> ClaimAsync(int count) =>
        _store.ClaimAsync(needsModel: false, count, _claim, CancellationToken.None);

    private async Task<int> AddAsync(SuggestionQueue queue, string name)
    {
        var item = await _rig.AddItemAsync(name);
        Assert.True(await AddAsync(queue, item, name));
        return item;
    }

    private async Task<bool> AddAsync(SuggestionQueue queue, int itemId, string name)
    {
        await using var connection = await _source.OpenConnectionAsync();
        return await queue.AddAsync(connection, itemId, name, CancellationToken.None);
    }

    private SuggestionQueue Queue(int limit = 10_000, bool isEnabled = true) => new(
        new SuggestionSignal(_time),
        SuggestionTesting.Settings(null) with { QueueLimit = limit },
        new Switch(isEnabled),
        SuggestionTesting.Metrics(),
        _time);

    private sealed record Switch(bool IsEnabled) : IAiFlag;
}
