using Aspire.DashboardService.Proto.V1;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>The dashboard keeps this call open in both directions, and mostly says nothing.</summary>
public sealed class WatchInteractionsTests
{
    private const string Method = "WatchInteractions";

    [Fact]
    public async Task Watch_NothingSent_IsServedUntilTheApplicationStops()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        using var body = new OpenContent();
        using var reply = await run.CallAsync(Method, body);

        await body.SendAsync(ResourceServiceRun.Framed([]));
        var ending = reply.EndAsync();
        Assert.False(ending.IsCompleted);
        run.Lifetime.StopApplication();

        Assert.Equal((0, null), await ending);
        body.Close();
        await run.StopAsync();
    }

    [Fact]
    public async Task Watch_DashboardCloses_EndsWell()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        using var body = new OpenContent();
        using var reply = await run.CallAsync(Method, body);

        body.Close();

        Assert.Null(await reply.NextAsync(WatchInteractionsResponseUpdate.Parser));
        Assert.Equal((0, null), await reply.EndAsync());
    }
}
