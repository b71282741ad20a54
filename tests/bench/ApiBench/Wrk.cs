using System.Globalization;

namespace ApiBench;

/// <summary>The load generator wrk.</summary>
internal static class Wrk
{
    // The token stays out of the command line. Percentiles come in microseconds.
    private const string Script = """
        wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
        done = function(summary, latency)
            local errors = summary.errors
            io.write(string.format("measured %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(95), latency:percentile(99),
                errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end
        """;

    /// <summary>Asks for one address over and over on so many connections, which are kept.</summary>
    internal static async Task<Throughput> RunAsync(
        Uri address, string token, int connections, int seconds, string raw, CancellationToken cancellationToken)
    {
        var script = Path.Combine(Path.GetTempPath(), $"api-bench-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script, cancellationToken);
        try
        {
            var output = await Command.RunAsync(
                "wrk",
                ["--threads", "1", "--connections", $"{connections}", "--duration", $"{seconds}s", "--latency", "--script", script, address.ToString()],
                new Dictionary<string, string> { ["BENCH_TOKEN"] = token },
                cancellationToken);
            await File.AppendAllTextAsync(raw, output, cancellationToken);
            double[] measured =
            [
                .. output.Split('\n').Single(line => line.StartsWith("measured ", StringComparison.Ordinal)).Split(' ')[1..]
                    .Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
            ];
            return measured is [var requests, var duration, var p95, var p99, 0]
                ? new Throughput(requests / duration * 1e6, p95 / 1000, p99 / 1000)
                : throw new InvalidOperationException($"{measured[^1]} requests failed; see {raw}.");
        }
        finally
        {
            File.Delete(script);
        }
    }
}
