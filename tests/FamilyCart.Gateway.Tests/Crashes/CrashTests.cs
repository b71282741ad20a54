using System.Globalization;
using System.Net;
using System.Text.Json;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Tests.Crashes;

/// <summary>The gateway's process is killed in each phase. The next one serves whom that one served, and goes on.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private static readonly (string, string?) _held = ("Gateway:Deployments:Canary:StepTime", "00:20:00");

    private TwoSlots _slots = null!;

    public async Task InitializeAsync() => _slots = await TwoSlots.StartAsync();

    public async Task DisposeAsync() => await _slots.DisposeAsync();

    [Fact]
    public async Task Idle_AfterADeployment_ServesTheSlotOfTheDeploymentAndNotTheConfiguredOne()
    {
        await using var killed = await GatewayProgram.StartAsync(_slots);
        await killed.Operator.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await killed.Operator.UntilAsync("promoted");
        await killed.Operator.PostAsync("/complete");
        await killed.Operator.UntilAsync("idle");

        await using var next = await KillAndStartAsync(killed);

        await AssertServesAsync(next, "idle", "green", greenPercent: 100);
        Assert.Equal(HttpStatusCode.Created, (await next.Operator.PostAsync("/deployments", new { slot = "blue", mode = "switch" })).StatusCode);
        await next.Operator.UntilAsync("promoted");
    }

    [Fact]
    public async Task Probing_GoesOnProbingAndNobodyIsThereBefore()
    {
        _slots.Green.IsHealthy = false;
        await using var killed = await GatewayProgram.StartAsync(_slots, _held);
        await killed.Operator.PostAsync("/deployments", new { slot = "green" });
        await killed.Operator.UntilAsync("probing");

        await using var next = await KillAndStartAsync(killed, _held);

        await AssertServesAsync(next, "probing", "blue", greenPercent: 0);
        Assert.Empty(_slots.Green.Requests);
        _slots.Green.IsHealthy = true;
        await next.Operator.UntilAsync("canary");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 10)]
    [InlineData(2, 50)]
    public async Task Canary_EveryShare_EachClientKeepsItsSlot(int step, int percent)
    {
        var current = new Deployment(Guid.NewGuid(), Slot.Green, Slot.Blue, DeploymentMode.Canary, "ann", Now, DeploymentPhase.Canary, Now) { Step = step };
        DeploymentFile.Write(_slots.StateFile, new DeploymentState(step + 2, Slot.Blue) { Current = current });
        var split = new TrafficSplit(Slot.Blue, Slot.Green, percent, StickyHash.Of(current.Id.ToByteArray()));
        await using var killed = await GatewayProgram.StartAsync(_slots, _held);
        await AssertClientsAsync(killed);

        await using var next = await KillAndStartAsync(killed, _held);

        await AssertServesAsync(next, "canary", "blue", percent);
        await AssertClientsAsync(next);
        Assert.Equal(HttpStatusCode.OK, (await next.Operator.PostAsync("/rollback")).StatusCode);
        await next.Operator.UntilAsync("idle");
        Assert.Equal("blue", await next.SlotOfAsync("anybody"));

        async Task AssertClientsAsync(GatewayProgram gateway)
        {
            foreach (var client in Enumerable.Range(0, 100).Select(number => $"client-{number}"))
            {
                Assert.Equal(Upstream.NameOf(split.For(StickyHash.Of(client))), await gateway.SlotOfAsync(client));
            }
        }
    }

    [Fact]
    public async Task Canary_UnderComparison_GoesOnToTheNextShares()
    {
        await using var killed = await GatewayProgram.StartAsync(_slots, _held);
        await killed.Operator.PostAsync("/deployments", new { slot = "green" });
        await killed.Operator.UntilAsync("canary");

        await using var next = await KillAndStartAsync(killed);

        await next.Operator.UntilAsync("promoted");
        await AssertServesAsync(next, "promoted", "green", greenPercent: 100);
    }

    [Fact]
    public async Task Canary_SlotThatTurnedBadMeanwhile_IsRolledBack()
    {
        await using var killed = await GatewayProgram.StartAsync(_slots, _held);
        await killed.Operator.PostAsync("/deployments", new { slot = "green" });
        await killed.Operator.UntilAsync("canary");
        _slots.Green.FailsEvery = 2;

        await using var next = await KillAndStartAsync(killed, _held);

        await next.Operator.UntilAsync("idle");
        await AssertServesAsync(next, "idle", "blue", greenPercent: 0);
    }

    [Fact]
    public async Task Promoted_TheOldSlotIsWarmStill()
    {
        await using var killed = await GatewayProgram.StartAsync(_slots);
        await killed.Operator.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await killed.Operator.UntilAsync("promoted");

        await using var next = await KillAndStartAsync(killed);

        await AssertServesAsync(next, "promoted", "green", greenPercent: 100);
        await Eventually.TrueAsync(async () => (await next.Operator.StateAsync()).GetProperty("slots")[0].GetProperty("health").GetString() == "healthy");
        Assert.Equal(HttpStatusCode.OK, (await next.Operator.PostAsync("/rollback")).StatusCode);
        Assert.Equal("blue", await next.SlotOfAsync("anybody"));
    }

    [Theory]
    [InlineData("/complete", "draining", "green")]
    [InlineData("/rollback", "rolled_back", "blue")]
    public async Task Leaving_WithASocketOpen_EndsWithTheSlotThatStays(string path, string phase, string stays)
    {
        await using var killed = await GatewayProgram.StartAsync(_slots);
        using var blue = await killed.OpenSocketAsync();
        await killed.Operator.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await killed.Operator.UntilAsync("promoted");
        using var green = await killed.OpenSocketAsync();
        await killed.Operator.PostAsync(path);
        Assert.Equal(phase, (await killed.Operator.StateAsync()).GetProperty("phase").GetString());

        await using var next = await KillAndStartAsync(killed);

        await next.Operator.UntilAsync("idle");
        await AssertServesAsync(next, "idle", stays, stays == "green" ? 100 : 0);
        Assert.Equal(phase, (await next.Operator.StateAsync()).GetProperty("recent")[0].GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Paused_NewRequestsWaitStill()
    {
        var limit = (Key: "Gateway:Deployments:PauseLimit", Value: (string?)"00:05:00");
        await using var killed = await GatewayProgram.StartAsync(_slots, limit);
        await killed.Operator.PostAsync("/pause");
        var lost = killed.Public.GetAsync("/api/who");
        await WaitsAsync(killed);

        await using var next = await KillAndStartAsync(killed, limit);

        await Assert.ThrowsAsync<HttpRequestException>(() => lost);
        var held = next.Public.GetAsync("/api/who");
        await WaitsAsync(next);
        Assert.Empty(_slots.Blue.Requests);
        Assert.Equal(HttpStatusCode.OK, (await next.Operator.PostAsync("/resume")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);

        static Task WaitsAsync(GatewayProgram gateway) =>
            Eventually.TrueAsync(async () => (await gateway.Operator.StateAsync()).GetProperty("pause").GetProperty("waiting").GetInt32() == 1);
    }

    [Fact]
    public async Task Paused_TheTimeWasOverMeanwhile_RequestsFlow()
    {
        DeploymentFile.Write(_slots.StateFile, new DeploymentState(1, Slot.Green) { Pause = new TrafficPause("ann", Now.AddMinutes(-2), Now.AddMinutes(-1)) });

        await using var next = await GatewayProgram.StartAsync(_slots);

        Assert.Equal("green", await next.SlotOfAsync("anybody"));
        await Eventually.TrueAsync(async () => (await next.Operator.StateAsync()).GetProperty("pause").ValueKind == JsonValueKind.Null);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Kills it, and starts the next one, which has to say what it goes on with.</summary>
    private async Task<GatewayProgram> KillAndStartAsync(GatewayProgram killed, params (string Key, string? Value)[] settings)
    {
        await killed.KillAsync();
        var state = DeploymentFile.Read(_slots.StateFile)!;
        var next = await GatewayProgram.StartAsync(_slots, settings);
        Assert.Contains(next.Log, line => line.Contains(string.Create(CultureInfo.InvariantCulture, $"revision {state.Revision}"), StringComparison.Ordinal));
        return next;
    }

    private static async Task AssertServesAsync(GatewayProgram gateway, string phase, string active, int greenPercent)
    {
        var state = await gateway.Operator.StateAsync();
        Assert.Equal((phase, active), (state.GetProperty("phase").GetString(), state.GetProperty("active").GetString()));
        Assert.Equal([100 - greenPercent, greenPercent], state.GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("percent").GetInt32()));
        if (greenPercent is 0 or 100)
        {
            Assert.Equal(active, await gateway.SlotOfAsync("anybody"));
        }
    }
}
