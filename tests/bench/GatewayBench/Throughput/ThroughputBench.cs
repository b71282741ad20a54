using Bench;
using GatewayBench.Proxies;

namespace GatewayBench.Throughput;

/// <summary>The gateway and others in turn, on 50 kept connections; the ratio of every round, and the median of these.</summary>
internal static class ThroughputBench
{
    private const int Connections = 50;
    private const int Threads = 2;
    private const int WarmUps = 2;
    private const int Rounds = 5;
    private const int Seconds = 4;

    /// <summary>Plain http. The gateway's headers, counts and limits cannot be switched off and are in its figures; nginx has none of them.</summary>
    internal static Task RunBareAsync(Place place, PeakMemory memory, Figures figures, CancellationToken cancellationToken) => RunAsync(
        "bare",
        place,
        memory,
        ["nginx"],
        proxy => proxy.Plain,
        runs => figures.Set("gateway.bare_throughput_vs_nginx", Ratio(runs, "nginx", run => run.Throughput.Rate, "bare: throughput")),
        cancellationToken);

    /// <summary>TLS, headers and counts on all, limits on all but Caddy.</summary>
    internal static Task RunFullAsync(Place place, PeakMemory memory, Figures figures, CancellationToken cancellationToken) => RunAsync(
        "full",
        place,
        memory,
        ["nginx", "caddy"],
        proxy => proxy.Secure,
        runs =>
        {
            figures.Set("gateway.full_throughput_vs_nginx", Ratio(runs, "nginx", run => run.Throughput.Rate, "full: throughput"));
            figures.Set("gateway.full_p99_vs_nginx", Ratio(runs, "nginx", run => run.Throughput.P99, "full: p99"));
            figures.Set("gateway.full_cpu_vs_nginx", Ratio(runs, "nginx", run => run.Microseconds, "full: processor time a request"));
            figures.Set("gateway.full_throughput_vs_caddy", Ratio(runs, "caddy", run => run.Throughput.Rate, "full: throughput"));
        },
        cancellationToken);

    private static async Task RunAsync(
        string part,
        Place place,
        PeakMemory memory,
        string[] others,
        Func<Proxy, Uri> door,
        Action<Dictionary<string, List<Run>>> report,
        CancellationToken cancellationToken)
    {
        var raw = Path.Combine(place.Results, $"gateway.{part}.txt");
        File.Delete(raw);
        using var folder = new BenchFolder();
        var certificate = await CertificateFiles.MakeAsync(folder.Path, cancellationToken);
        await using var server = await LightServer.StartAsync(cancellationToken);
        await using var proxies = new ProxySet();
        await proxies.AddAsync(GatewayProxy.StartAsync(folder.Path, [server.Address], certificate, [], cancellationToken));
        foreach (var other in others)
        {
            await proxies.AddAsync(other == "nginx"
                ? ServerProxy.StartNginxAsync(folder.Path, server.Address, certificate, cancellationToken)
                : ServerProxy.StartCaddyAsync(folder.Path, server.Address, certificate, cancellationToken));
        }

        var runs = proxies.All.ToDictionary(proxy => proxy.Name, _ => new List<Run>());
        await memory.WatchAsync(part, proxies.All[0], MeasureAllAsync(proxies.All, door, runs, raw, cancellationToken), cancellationToken);
        foreach (var (name, measured) in runs)
        {
            Figures.Note($"{part}: {name} {Median(measured, run => run.Throughput.Rate):0} per s, p99 {Median(measured, run => run.Throughput.P99):0.0} ms, {Median(measured, run => run.Microseconds):0.0} µs of a processor a request");
        }

        report(runs);
    }

    private static async Task MeasureAllAsync(
        IReadOnlyList<Proxy> proxies, Func<Proxy, Uri> door, Dictionary<string, List<Run>> runs, string raw, CancellationToken cancellationToken)
    {
        for (var round = -WarmUps; round < Rounds; round++)
        {
            foreach (var proxy in proxies)
            {
                var run = await MeasureAsync(proxy, new Uri(door(proxy), "/api/v1/light"), raw, cancellationToken);

                // The first ones are for the compilers and the connections.
                if (round >= 0)
                {
                    runs[proxy.Name].Add(run);
                }
            }
        }
    }

    private static async Task<Run> MeasureAsync(Proxy proxy, Uri address, string raw, CancellationToken cancellationToken)
    {
        var before = proxy.ProcessorTime();
        var throughput = await Wrk.RunAsync(address, null, Connections, Threads, Seconds, raw, cancellationToken);
        return new Run(throughput, (proxy.ProcessorTime() - before).TotalMicroseconds / throughput.Count);
    }

    private static double Ratio(Dictionary<string, List<Run>> runs, string other, Func<Run, double> value, string what)
    {
        double[] ratios = [.. runs["gateway"].Zip(runs[other], (ours, theirs) => value(ours) / value(theirs))];
        Figures.Note($"{what} against {other}, round by round: {string.Join(", ", ratios.Select(ratio => FormattableString.Invariant($"{ratio:0.00}")))}");
        return Numbers.Median(ratios);
    }

    private static double Median(List<Run> runs, Func<Run, double> value) => Numbers.Median(runs.Select(value));

    /// <param name="Throughput">What the generator saw.</param>
    /// <param name="Microseconds">Processor time of the proxy for a request.</param>
    private sealed record Run(Bench.Throughput Throughput, double Microseconds);
}
