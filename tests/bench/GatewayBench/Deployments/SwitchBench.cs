using System.Diagnostics;
using Bench;
using GatewayBench.Proxies;

namespace GatewayBench.Deployments;

/// <summary>
/// 50 deployments under constant load. A switch lasts from sending the order (POST /promote) until the last request came to the old
/// slot; then the old slot is drained, and the next deployment goes back.
/// </summary>
internal static class SwitchBench
{
    private const int Switches = 50;
    private const int Workers = 16;

    internal static async Task RunAsync(PeakMemory memory, Figures figures, CancellationToken cancellationToken)
    {
        using var folder = new BenchFolder();
        var certificate = await CertificateFiles.MakeAsync(folder.Path, cancellationToken);
        await using var blue = await SlotServer.StartAsync("blue", cancellationToken);
        await using var green = await SlotServer.StartAsync("green", cancellationToken);
        await using var gateway = await GatewayProxy.StartAsync(
            folder.Path, [blue.Address, green.Address], certificate, [("Gateway:Deployments:Probe:Interval", "00:00:00.010")], cancellationToken);
        var load = new UserLoad(gateway.Plain, Workers, TimeSpan.Zero);
        List<double> switches = [];
        try
        {
            await memory.WatchAsync("switch", gateway, SwitchAsync(gateway.Administrator, [green, blue], switches, cancellationToken), cancellationToken);
        }
        finally
        {
            await load.DisposeAsync();
        }

        figures.Set("gateway.switch_requests", load.Seen.Answered);
        figures.Set("gateway.switch_failed", load.Seen.Failed);
        figures.Set("gateway.switch_max", switches.Max());
        Figures.Note($"switch: {switches.Count} switches, p50 {Numbers.Median(switches):0.0} ms, from the order to the last request at the old slot");
    }

    private static async Task SwitchAsync(Administrator administrator, SlotServer[] slots, List<double> switches, CancellationToken cancellationToken)
    {
        for (var number = 0; number < Switches; number++)
        {
            var (next, old) = (slots[number % 2], slots[(number + 1) % 2]);
            await administrator.DeployAsync(next.Name, "canary", cancellationToken);
            await administrator.UntilAsync("canary", cancellationToken);
            var ordered = Stopwatch.GetTimestamp();
            await administrator.PromoteAsync(cancellationToken);
            await administrator.CompleteAsync(cancellationToken);
            await administrator.UntilAsync("idle", cancellationToken);
            switches.Add(Math.Max(0, Stopwatch.GetElapsedTime(ordered, Math.Max(ordered, old.LastArrival)).TotalMilliseconds));
        }
    }
}
