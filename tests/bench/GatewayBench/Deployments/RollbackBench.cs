using System.Diagnostics;
using Bench;
using GatewayBench.Proxies;

namespace GatewayBench.Deployments;

/// <summary>
/// A new slot that begins to fail one answer in ten: in its first share (1 %), in its last (50 %), and when it has got everybody without
/// a canary. All times are the gateway's defaults. The time is from the first failed answer until the old slot has everybody again; the
/// share of failed requests is that of all users from the beginning of the deployment until then. The figures are of the worse canary.
/// </summary>
internal static class RollbackBench
{
    private const int Workers = 16;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    internal static async Task RunAsync(PeakMemory memory, Figures figures, CancellationToken cancellationToken)
    {
        using var folder = new BenchFolder();
        var certificate = await CertificateFiles.MakeAsync(folder.Path, cancellationToken);
        await using var blue = await SlotServer.StartAsync("blue", cancellationToken);
        await using var green = await SlotServer.StartAsync("green", cancellationToken);
        await using var gateway = await GatewayProxy.StartAsync(folder.Path, [blue.Address, green.Address], certificate, [], cancellationToken);
        await using var load = new UserLoad(gateway.Plain, Workers, _pause);
        await memory.WatchAsync("rollback", gateway, MeasureAsync(), cancellationToken);

        async Task MeasureAsync()
        {
            Case[] canaries =
            [
                await FailAsync("at 1 %", "canary", 1),
                await FailAsync("at 50 %", "canary", 50),
            ];
            await FailAsync("without a canary", "switch", 100);
            figures.Set("gateway.autorollback", canaries.Max(one => one.Seconds));
            figures.Set("gateway.autorollback_failed", canaries.Max(one => one.Percent));
        }

        async Task<Case> FailAsync(string when, string mode, int percent)
        {
            var administrator = gateway.Administrator;
            var before = load.Seen;
            await administrator.DeployAsync(green.Name, mode, cancellationToken);
            await administrator.UntilAsync(
                state => state.GetProperty("slots").EnumerateArray().Any(slot => slot.GetProperty("slot").GetString() == green.Name && slot.GetProperty("percent").GetInt32() == percent),
                cancellationToken);
            var failing = load.Seen;
            green.FailOneIn(10);
            await administrator.UntilAsync("rolled_back", cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(green.FirstFailure).TotalSeconds;
            var after = load.Seen;
            green.FailOneIn(0);
            await administrator.UntilAsync("idle", cancellationToken);
            var (answered, failed) = (after.Answered - before.Answered, after.Failed - before.Failed);
            Figures.Note($"rollback: {when} after {seconds:0.0} s, {failed} of {answered} requests failed since the deployment began ({100.0 * failed / answered:0.00} %), {100.0 * failed / (after.Answered - failing.Answered):0.00} % since the slot began to fail");
            return new Case(seconds, 100.0 * failed / answered);
        }
    }

    private sealed record Case(double Seconds, double Percent);
}
