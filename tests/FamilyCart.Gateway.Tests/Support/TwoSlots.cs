using System.Net;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>Two slots, and gateways in front of them that share a state file, one after the other.</summary>
internal sealed class TwoSlots : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-").FullName;

    private TwoSlots(FakeUpstream blue, FakeUpstream green) => (Blue, Green) = (blue, green);

    public FakeUpstream Blue { get; }

    public FakeUpstream Green { get; }

    public string StateFile => Path.Combine(_folder, "deployments.json");

    /// <summary>Of a gateway in front of both. Its deployments take no longer than they must.</summary>
    public (string Key, string? Value)[] Settings =>
    [
        ("Gateway:Slots:blue:Address", Blue.Address),
        ("Gateway:Slots:green:Address", Green.Address),
        ("Gateway:SlotToken", "slot-0123456789abcdefghijklmnopqrstuvwxyzabcd"),
        ("Gateway:Deployments:StateFile", StateFile),
        ("Gateway:Deployments:Probe:Interval", "00:00:00.020"),
        ("Gateway:Deployments:Canary:StepTime", "00:00:00.100"),
        ("Gateway:Deployments:Canary:SampleInterval", "00:00:01"),
        ("Gateway:Deployments:Canary:SampleRequests", "10"),
        ("Gateway:Deployments:Canary:IgnoredLatency", "00:01:00"),
        ("Gateway:Deployments:WarmTime", "01:00:00"),
        ("Gateway:Deployments:Drain:Spread", "00:00:01"),
        .. Operator.Settings,
    ];

    public static async Task<TwoSlots> StartAsync() => new(await FakeUpstream.StartAsync("blue"), await FakeUpstream.StartAsync("green"));

    /// <summary>A gateway that goes on with the state of the one before.</summary>
    public async Task<RunningGateway> StartGatewayAsync(params (string Key, string? Value)[] settings)
    {
        var gateway = await RunningGateway.StartAsync([.. Settings, .. settings]);
        await gateway.HealthBecomesAsync(HttpStatusCode.OK);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await Blue.DisposeAsync();
        await Green.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
