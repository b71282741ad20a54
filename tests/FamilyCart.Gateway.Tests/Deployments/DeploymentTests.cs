using System.Net;
using System.Text.Json;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Deployments;

/// <summary>Deployments through the real gateway: real sockets, both slots real servers, the state on the disk.</summary>
public sealed class DeploymentTests : IAsyncLifetime
{
    private TwoSlots _slots = null!;

    public async Task InitializeAsync() => _slots = await TwoSlots.StartAsync();

    public async Task DisposeAsync() => await _slots.DisposeAsync();

    [Fact]
    public async Task Switch_UnderLoad_FailsNoRequestAndChangesForAll()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        await using var load = Load.Start(gateway.Public);
        for (var turn = 0; turn < 4; turn++)
        {
            var next = turn % 2 == 0 ? "green" : "blue";
            Assert.Equal(HttpStatusCode.Created, (await ann.PostAsync("/deployments", new { slot = next, mode = "switch" })).StatusCode);
            await ann.UntilAsync("promoted");
            Assert.StartsWith(next, await gateway.Public.GetStringAsync("/api/who"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await ann.PostAsync("/complete")).StatusCode);
            await ann.UntilAsync("idle");
            var served = load.Served;
            await Eventually.TrueAsync(() => load.Served > served + 20);
        }

        Assert.Empty(load.Failures);
        Assert.Equal(4, (await ann.StateAsync()).GetProperty("recent").GetArrayLength());
    }

    [Fact]
    public async Task Canary_NewSlotIsFine_TakesEveryShareAndIsPromoted()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        Assert.Equal(HttpStatusCode.Created, (await ann.PostAsync("/deployments", new { slot = "green" })).StatusCode);
        var shares = new List<int>();
        await Eventually.TrueAsync(async () =>
        {
            var state = await ann.StateAsync();
            var share = state.GetProperty("slots").EnumerateArray().Single(slot => slot.GetProperty("slot").GetString() == "green").GetProperty("percent").GetInt32();
            if (shares.LastOrDefault() != share)
            {
                shares.Add(share);
            }

            return state.GetProperty("phase").GetString() == "promoted";
        });
        Assert.Equal([1, 10, 50, 100], shares);
    }

    [Fact]
    public async Task Canary_NewSlotFails_IsRolledBackByItself()
    {
        await using var gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:Shares", "50"));
        using var counted = new Counted(gateway);
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green" });
        await ann.UntilAsync("canary");
        _slots.Green.FailsEvery = 5;
        await ann.UntilAsync("idle");
        Assert.Equal((1, 1), (counted.Of("deployments", "rolled_back"), counted.Of("deployments")));
        var state = await ann.StateAsync();
        Assert.Equal("blue", state.GetProperty("active").GetString());
        var last = state.GetProperty("recent")[0];
        Assert.Equal("rolled_back", last.GetProperty("phase").GetString());
        Assert.Contains("worse than the old one", last.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canary_NewSlotHangs_IsRolledBackByItself()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green" });
        await ann.UntilAsync("canary");
        _slots.Green.Hangs = true;
        await ann.UntilAsync("idle");
        Assert.Equal("blue", (await ann.StateAsync()).GetProperty("active").GetString());
    }

    [Fact]
    public async Task Promoted_NewSlotFailsAfterwards_IsRolledBackByItself()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await ann.UntilAsync("promoted");
        _slots.Green.FailsEvery = 2;
        await ann.UntilAsync("idle");
        Assert.Equal("blue", (await ann.StateAsync()).GetProperty("active").GetString());
    }

    [Fact]
    public async Task Promoted_OldSlotIsIll_IsRolledBackByForceOnly()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await ann.UntilAsync("promoted");
        _slots.Blue.IsHealthy = false;
        await Eventually.TrueAsync(async () => (await ann.StateAsync()).GetProperty("slots")[0].GetProperty("health").GetString() == "unhealthy");
        await Problem.AssertAsync(409, await ann.PostAsync("/rollback"));
        Assert.Equal(HttpStatusCode.OK, (await ann.PostAsync("/rollback?force=true")).StatusCode);
    }

    [Fact]
    public async Task Canary_SomebodyTakesItBack_IsNotCountedAsTheGatewaysOwnVerdict()
    {
        await using var gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:StepTime", "00:20:00"));
        using var counted = new Counted(gateway);
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green" });
        await ann.UntilAsync("canary");
        await ann.PostAsync("/rollback");
        await ann.UntilAsync("idle");
        Assert.Equal((1, 1), (counted.Of("deployments", "taken_back"), counted.Of("deployments")));
    }

    [Fact]
    public async Task Canary_DiskIsFull_GoesBackAllTheSame()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green" });
        await ann.UntilAsync("canary");
        Directory.CreateDirectory($"{_slots.StateFile}.new");
        _slots.Green.FailsEvery = 2;
        await ann.UntilAsync("rolled_back");
        Assert.Equal("blue", (await ann.StateAsync()).GetProperty("active").GetString());
        Directory.Delete($"{_slots.StateFile}.new");
        await ann.UntilAsync("idle");
    }

    [Fact]
    public async Task Canary_ClientWithoutAName_GetsOneAndKeepsItsSlot()
    {
        await using var gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:Shares", "50"), ("Gateway:Deployments:Canary:StepTime", "00:20:00"));
        var ann = new Operator(gateway);
        Assert.False((await gateway.Public.GetAsync("/api/who")).Headers.Contains("Set-Cookie"));
        await ann.PostAsync("/deployments", new { slot = "green" });
        await ann.UntilAsync("canary");
        for (var client = 0; client < 10; client++)
        {
            using var first = await gateway.Public.GetAsync("/api/who");
            var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie")).Split(';')[0];
            Assert.StartsWith("fc_slot=", cookie, StringComparison.Ordinal);
            using var again = new HttpRequestMessage(HttpMethod.Get, "/api/who") { Headers = { { "Cookie", cookie } } };
            using var second = await gateway.Public.SendAsync(again);
            Assert.Equal(first.Headers.GetValues("Answered-By"), second.Headers.GetValues("Answered-By"));
            Assert.False(second.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task Begin_SlotCannotBeProven_GoesBackAndNobodyWasThere()
    {
        _slots.Green.FailsEvery = 1;
        await using var gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Probe:Deadline", "00:00:10"));
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green" });
        await ann.UntilAsync("idle");
        var last = (await ann.StateAsync()).GetProperty("recent")[0];
        Assert.Contains("/admin/smoke of green answered 500", last.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(_slots.Green.Requests);
    }

    [Theory]
    [InlineData("promoted", "green")]
    [InlineData("canary", "blue")]
    public async Task Restart_InAnyPhase_ServesWhatWasServedAndGoesOn(string phase, string served)
    {
        await using (var gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:StepTime", "00:20:00")))
        {
            var ann = new Operator(gateway);
            await ann.PostAsync("/deployments", new { slot = "green", mode = phase == "canary" ? "canary" : "switch" });
            await ann.UntilAsync(phase);
        }

        await using var next = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:Shares", "1"), ("Gateway:Deployments:Canary:StepTime", "00:20:00"));
        var bob = new Operator(next);
        var state = await bob.StateAsync();
        Assert.Equal((phase, served), (state.GetProperty("phase").GetString(), state.GetProperty("active").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await bob.PostAsync("/rollback")).StatusCode);
        Assert.StartsWith("blue", await next.Public.GetStringAsync("/api/who"), StringComparison.Ordinal);
        await bob.UntilAsync("idle");
    }

    [Fact]
    public async Task Pause_RequestsWaitAndNoneFails()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        Assert.Equal(HttpStatusCode.OK, (await ann.PostAsync("/pause?seconds=30")).StatusCode);
        var waiting = Enumerable.Range(0, 10).Select(_ => gateway.Public.GetAsync("/api/who")).ToList();
        await Eventually.TrueAsync(async () => (await ann.StateAsync()).GetProperty("pause").GetProperty("waiting").GetInt32() == 10);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Public.GetAsync("/health")).StatusCode);
        Assert.Empty(_slots.Blue.Requests);
        Assert.Equal(HttpStatusCode.OK, (await ann.PostAsync("/resume")).StatusCode);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Pause_NobodyResumes_EndsByItself()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        var ann = new Operator(gateway);
        await ann.PostAsync("/pause?seconds=0.2");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Public.GetAsync("/api/who")).StatusCode);
        await Eventually.TrueAsync(async () => (await ann.StateAsync()).GetProperty("pause").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Drain_RequestIsNotAnswered_IsCutAfterItsTimeAndNoOther()
    {
        await using var gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Drain:Limit", "00:00:01"), ("Gateway:Deployments:Drain:RequestLimit", "00:00:02"));
        using var counted = new Counted(gateway);
        var ann = new Operator(gateway);
        var stuck = gateway.Public.GetAsync("/api/slow");
        await _slots.Blue.SlowStarted.Task;
        await ann.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await ann.UntilAsync("promoted");
        var other = gateway.Public.GetAsync("/api/slow");
        await _slots.Green.SlowStarted.Task;
        await ann.PostAsync("/complete");
        await Assert.ThrowsAsync<HttpRequestException>(() => stuck);
        await _slots.Blue.SlowCanceled.Task;
        await ann.UntilAsync("idle");
        Assert.Equal((1, 1), (counted.Of("drain.cut", "request"), counted.Of("drain.cut")));
        Assert.Contains(gateway.Log.All, line => line.Text.StartsWith("1 requests that the slot blue had not answered were cut", StringComparison.Ordinal));

        // The slot can take users again.
        Assert.False(other.IsCompleted);
        await ann.PostAsync("/deployments", new { slot = "blue", mode = "switch" });
        await ann.UntilAsync("promoted");
        Assert.StartsWith("blue", await gateway.Public.GetStringAsync("/api/who"), StringComparison.Ordinal);
    }

    // The gateway's own questions are compared; what is shown is what users got.
    [Fact]
    public async Task Canary_NobodyAsks_IsProvenByTheGatewaysQuestionsAndShowsNoUsers()
    {
        await using var gateway = await _slots.StartGatewayAsync();
        using var counted = new Counted(gateway);
        var ann = new Operator(gateway);
        await ann.PostAsync("/deployments", new { slot = "green" });
        var rates = new List<double>();
        await Eventually.TrueAsync(async () =>
        {
            var state = await ann.StateAsync();
            rates.AddRange(state.GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("answersPerSecond").GetDouble()));
            return state.GetProperty("phase").GetString() == "promoted";
        });
        Assert.All(rates, rate => Assert.Equal(0, rate));
        Assert.Contains(_slots.Green.Requests, request => request.Target == "/admin/smoke");
        Assert.Equal(0, counted.Of("requests"));
    }

    [Fact]
    public async Task Drain_SocketsAreOpen_AreAskedToConnectAgainAndCutInTheEnd()
    {
        await using var gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Drain:Limit", "00:00:01"), ("Gateway:Deployments:WarmTime", "00:00:00"));
        using var counted = new Counted(gateway);
        var ann = new Operator(gateway);
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.PublicPort}/api/socket"), CancellationToken.None);
        await ann.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await ann.UntilAsync("idle");
        Assert.Equal(["Bearer slot-0123456789abcdefghijklmnopqrstuvwxyzabcd"], _slots.Blue.Drains);
        Assert.Equal((1, 1), (counted.Of("drain.cut", "socket"), counted.Of("drain.cut")));
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(async () => await socket.ReceiveAsync(new byte[10], CancellationToken.None));
    }
}
