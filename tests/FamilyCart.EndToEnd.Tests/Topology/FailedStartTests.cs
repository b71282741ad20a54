using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FamilyCart.EndToEnd.Tests.Topology;

[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class FailedStartTests : IDisposable
{
    private const int GatewayPort = 8080;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly TopologyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Start_PortTaken_EndsWith5AndNamesPortAndHolder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, GatewayPort + _run.Offset);
        holder.Start();

        using var command = _run.Start();
        var result = await command.EndAsync(s_limit);

        Assert.Equal(5, result.ExitCode);
        var sentence = Assert.Single(result.ErrorLines);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Port {GatewayPort + _run.Offset}"), sentence, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}"), sentence, StringComparison.Ordinal);
        Assert.Equal(5, TopologyDescription.Read(_run.DescriptionFile).ExitCode);
    }

    [Fact]
    public async Task Start_ServerDiesAtOnce_EndsWith3ShowsItsLogAndLeavesNothing()
    {
        _run.Replace("redis-server", "echo 'the cache has no memory left' >&2; exit 7");

        using var command = _run.Start();
        var result = await command.EndAsync(s_limit);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("uat-redis failed: it ended with exit code 7", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("the cache has no memory left", result.Errors, StringComparison.Ordinal);
        await _run.AssertNothingLeftAsync(new ProcessSnapshot([]));
    }
}
