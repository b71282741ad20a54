using System.Net;
using FamilyCart.Gateway.Protection.Connections;
using FamilyCart.Gateway.Protection.Holding;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Protection.Holding;

public sealed class HoldTests
{
    private static readonly HoldSettings _few = new() { Requests = 5, RequestsPerAddress = 3, Bytes = 100, BytesPerAddress = 50 };

    [Fact]
    public void Enter_OneTooManyOfAnAddress_HasNoRoomUntilOneLeaves()
    {
        var room = new HoldRoom(_few, new ConnectionSettings());
        var first = room.Enter(1, 0);
        Assert.All(Enumerable.Range(0, 2), _ => Assert.NotNull(room.Enter(1, 0)));
        Assert.Null(room.Enter(1, 0));
        Assert.NotNull(room.Enter(2, 0));

        first!.Dispose();
        first.Dispose();
        Assert.NotNull(room.Enter(1, 0));
        Assert.Null(room.Enter(1, 0));
    }

    [Fact]
    public void Enter_TooManyInAll_HasNoRoomForAnybody()
    {
        var room = new HoldRoom(_few, new ConnectionSettings());
        Assert.All(Enumerable.Range(1, 5), address => Assert.NotNull(room.Enter((ulong)address, 0)));
        Assert.Null(room.Enter(6, 0));
    }

    [Fact]
    public void Enter_TooManyBytes_HasNoRoomForThemAndForOthers()
    {
        var room = new HoldRoom(_few, new ConnectionSettings());
        using (room.Enter(1, 50))
        {
            Assert.Null(room.Enter(1, 1));
            Assert.NotNull(room.Enter(1, 0));
            Assert.NotNull(room.Enter(2, 50));
            Assert.Null(room.Enter(3, 1));
        }

        Assert.NotNull(room.Enter(3, 1));
    }

    [Fact]
    public async Task Pause_TooManyWait_OthersAreToldToComeAgainAndNoneThatWaitsFails()
    {
        await using var slots = await TwoSlots.StartAsync();
        await using var gateway = await slots.StartGatewayAsync(("Gateway:Limits:Held:RequestsPerAddress", "3"));
        using var counted = new Counted(gateway);
        var ann = new Operator(gateway);
        await ann.PostAsync("/pause?seconds=30");
        var held = Enumerable.Range(0, 3).Select(_ => gateway.Public.GetAsync("/api/who")).ToList();
        await Eventually.TrueAsync(async () => (await ann.StateAsync()).GetProperty("pause").GetProperty("waiting").GetInt32() == 3);

        using var refused = await gateway.Public.GetAsync("/api/who");

        await Problem.AssertAsync(503, refused);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(1, counted.Of("refused", "held"));
        await ann.PostAsync("/resume");
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Public.GetAsync("/api/who")).StatusCode);
    }

    // Who announces a body, or chunks without an end, takes the room of as much as the server would buffer of it.
    [Theory]
    [InlineData("Content-Length: 70000", "503")]
    [InlineData("Transfer-Encoding: chunked", "503")]
    [InlineData("Content-Length: 60000", "")]
    public async Task Pause_BodiesThatWouldLieInMemory_AreRefusedBeforeTheyDo(string length, string status)
    {
        await using var slots = await TwoSlots.StartAsync();
        await using var gateway = await slots.StartGatewayAsync(("Gateway:Limits:RequestBufferBytes", "65536"), ("Gateway:Limits:Held:BytesPerAddress", "65000"));
        var ann = new Operator(gateway);
        await ann.PostAsync("/pause?seconds=30");
        using var client = await RawClient.ConnectAsync(gateway.PublicPort);
        await client.SendAsync($"POST /api/length HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{length}\r\n\r\n");

        if (status.Length > 0)
        {
            Assert.StartsWith($"HTTP/1.1 {status} ", await client.ReadUntilAsync(text => text.Contains("\r\n\r\n", StringComparison.Ordinal)), StringComparison.Ordinal);
        }

        await Eventually.TrueAsync(async () => (await ann.StateAsync()).GetProperty("pause").GetProperty("waiting").GetInt32() == (status.Length > 0 ? 0 : 1));
        Assert.Empty(slots.Blue.Requests);
    }
}
