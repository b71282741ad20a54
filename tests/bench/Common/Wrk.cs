using System.Globalization;

namespace Bench;

/// <summary>The load generator wrk.</summary>
internal static class Wrk
{
    // The token stays out of the command line. Percentiles come in microseconds.
    private const string Script = """
        if os.getenv("BENCH_TOKEN") then wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN") end
        done = function(summary, latency)
            local errors = summary.errors
            io.write(string.format("measured %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(95), latency:percentile(99),
                errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end
        """;

    /// <summary>Asks for one address over and over on so many connections, which are kept.</summary>
    /// <param name="address">What is asked for; the certificate behind https may be anybody's.</param>
    /// <param name="token">The bearer token; null for none.</param>
    /// <param name="connections">How many, over all threads.</param>
    /// <param name="threads">Of the generator.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="raw">The file that its output is added to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">A request failed or was answered with 400 or above.</exception>
    internal static async Task<Throughput> RunAsync(
        Uri address, string? token, int connections, int threads, int seconds, string raw, CancellationToken cancellationToken)
    {
        var script = Path.Combine(Path.GetTempPath(), $"bench-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script, cancellationToken);
        try
        {
            var output = await Command.RunAsync(
                "wrk",
                ["--threads", $"{threads}", "--connections", $"{connections}", "--duration", $"{seconds}s", "--latency", "--script", script, address.ToString()],
                token is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["BENCH_TOKEN"] = token },
                cancellationToken);
            await File.AppendAllTextAsync(raw, output, cancellationToken);
            double[] measured =
            [
                .. output.Split('\n').Single(line => line.StartsWith("measured ", StringComparison.Ordinal)).Split(' ')[1..]
                    .Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
            ];
            return measured is [var requests, var duration, var p95, var p99, 0]
                ? new Throughput((long)requests, requests / duration * 1e6, p95 / 1000, p99 / 1000)
                : throw new InvalidOperationException($"{measured[^1]} requests failed; see {raw}.");
        }
        finally
        {
            File.Delete(script);
        }
    }
}
