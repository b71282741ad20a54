using Aspire.DashboardService.Proto.V1;
using Aspire.Hosting.Dashboard.ResourceService;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class WatchResourcesTests
{
    private const string Method = "WatchResources";

    [Fact]
    public async Task Watch_Opened_SendsEverythingOnceAndThenWhatChanges()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        var first = new Thing("first");
        await run.PublishAsync(first, "Starting");
        await run.PublishAsync(new Thing("second"), "Running");
        using var reply = await run.CallAsync(Method, new WatchResourcesRequest());

        var initial = await reply.NextAsync(WatchResourcesUpdate.Parser);
        await run.PublishAsync(first, "Running");
        var next = await reply.NextAsync(WatchResourcesUpdate.Parser);
        await run.PublishAsync(new Thing("third"), "Waiting");
        var last = await reply.NextAsync(WatchResourcesUpdate.Parser);

        Assert.Equal([("first", "Starting"), ("second", "Running")], initial!.InitialData.Resources.Select(r => (r.Name, r.State)));
        Assert.Equal([("first", "Running")], next!.Changes.Value.Select(c => (c.Upsert.Name, c.Upsert.State)));
        Assert.Equal([("third", "Waiting")], last!.Changes.Value.Select(c => (c.Upsert.Name, c.Upsert.State)));
    }

    [Fact]
    public async Task Watch_EmptyModel_SendsEmptyInitialData()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        using var reply = await run.CallAsync(Method, new WatchResourcesRequest());

        var initial = await reply.NextAsync(WatchResourcesUpdate.Parser);

        Assert.Equal(WatchResourcesUpdate.KindOneofCase.InitialData, initial!.KindCase);
        Assert.Empty(initial.InitialData.Resources);
    }

    [Fact]
    public async Task Watch_DashboardGoneAndBack_GetsEverythingAgain()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        var thing = new Thing("thing");
        await run.PublishAsync(thing, "Starting");
        using (var broken = await run.CallAsync(Method, new WatchResourcesRequest()))
        {
            await broken.NextAsync(WatchResourcesUpdate.Parser);
        }

        await run.PublishAsync(thing, "Running");
        using var reply = await run.CallAsync(Method, new WatchResourcesRequest { IsReconnect = true });
        var initial = await reply.NextAsync(WatchResourcesUpdate.Parser);

        Assert.Equal("Running", Assert.Single(initial!.InitialData.Resources).State);
    }

    [Fact]
    public async Task Pending_DashboardThatDoesNotRead_HoldsOneSnapshotAResource()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
        Thing[] things = [new("first"), new("second")];
        var pending = new PendingResources();
        var following = pending.FollowAsync(run.Notifications, gone.Token);

        for (var i = 0; i < 1_000; i++)
        {
            await run.PublishAsync(things[i % 2], $"State {i}");
        }

        Dictionary<string, string> told = [];
        await foreach (var changes in pending.ChangesAsync(run.Cancellation))
        {
            Assert.InRange(changes.Count, 1, things.Length);
            foreach (var change in changes)
            {
                told[change.ResourceId] = change.Snapshot.State!.Text;
            }

            if (told.ContainsValue("State 999"))
            {
                break;
            }
        }

        await gone.CancelAsync();
        await following;
        Assert.Equal(new() { ["first"] = "State 998", ["second"] = "State 999" }, told);
    }

    [Fact]
    public async Task Watch_ApplicationStops_EndsWellAtOnce()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        using var reply = await run.CallAsync(Method, new WatchResourcesRequest());

        run.Lifetime.StopApplication();

        Assert.Equal((0, null), await reply.EndAsync());
        await run.StopAsync();
    }
}
