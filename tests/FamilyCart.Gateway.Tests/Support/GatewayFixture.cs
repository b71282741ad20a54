using System.Net;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>A gateway with both slots and a runner manager behind it, for tests that break nothing.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal FakeUpstream Blue { get; private set; } = null!;

    internal FakeUpstream Green { get; private set; } = null!;

    internal FakeUpstream Manager { get; private set; } = null!;

    internal RunningGateway Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Blue = await FakeUpstream.StartAsync("blue");
        Green = await FakeUpstream.StartAsync("green");
        Manager = await FakeUpstream.StartAsync("manager");
        Gateway = await RunningGateway.StartAsync(
            ("Gateway:Slots:blue:Address", Blue.Address),
            ("Gateway:Slots:green:Address", Green.Address),
            ("Gateway:RunnerManager:Address", Manager.Address),
            ("Gateway:Limits:RequestBodyBytes", "2048"));
        await Gateway.HealthBecomesAsync(HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Blue.DisposeAsync();
        await Green.DisposeAsync();
        await Manager.DisposeAsync();
    }
}
