using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>With the engine on the test's own network, so that a listener in a container can be answered.</summary>
[Collection(EngineTests.Name)]
[Trait("Needs", "Engine")]
public sealed class ContainerWatchTests(EngineFixture fixture) : ContainerWatchContract(fixture)
{
    private readonly EngineFixture _engine = fixture;

    [EngineFact]
    public async Task Signs_ConnectionPauseAndStop_AreSeenFromOutside()
    {
        await BeginAsync(job: false);
        using var github = await GatewayAsync();
        var at = (IPEndPoint)github.LocalEndpoint;
        Assert.True(await IsSilentAsync());

        await ObeyAsync(string.Create(CultureInfo.InvariantCulture, $"bash -c 'exec 3<>/dev/tcp/{at.Address}/{at.Port}; exec sleep 100000' &"));
        using var connection = await github.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await Eventually.IsAsync(Silent, silent => !silent);

        await _engine.Raw.PostAsync($"containers/familycart-{Name}/pause");
        Assert.True(await IsSilentAsync());
        await _engine.Raw.PostAsync($"containers/familycart-{Name}/unpause");
        Assert.False(await IsSilentAsync());

        var one = LocalContainer.Of((await Host!.Own.FindAsync(Name, CancellationToken.None))!)!.ProcessId;
        Assert.Equal(0, NativeMethods.Kill(one, 19));
        await Eventually.IsAsync(Silent, silent => silent);
        Assert.Equal(0, NativeMethods.Kill(one, 18));
        await Eventually.IsAsync(Silent, silent => !silent);

        connection.Close();
        await Eventually.IsAsync(Silent, silent => silent);
        Assert.Empty(await Host.Signs.SilentAsync(["uat-9-nobody"], CancellationToken.None));

        bool Silent() => IsSilentAsync().GetAwaiter().GetResult();
    }

    private async Task<TcpListener> GatewayAsync()
    {
        var network = await _engine.Raw.GetAsync($"networks/familycart-{Name}");
        var listener = new TcpListener(IPAddress.Parse(((string)network!["IPAM"]!["Config"]![0]!["Gateway"]!).Split('/')[0]), 0);
        listener.Start();
        return listener;
    }

    private async Task<bool> IsSilentAsync() => (await Host!.Signs.SilentAsync([Name], CancellationToken.None)).Count == 1;
}
