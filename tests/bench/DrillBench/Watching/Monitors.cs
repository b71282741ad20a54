using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DrillBench.Profile;

namespace DrillBench.Watching;

/// <summary>The real Prometheus and the real Alertmanager on the drill's profile.</summary>
internal sealed class Monitors : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly List<Process> _processes;
    private readonly Uri _prometheus;

    private Monitors(List<Process> processes, Uri prometheus) => (_processes, _prometheus) = (processes, prometheus);

    /// <summary>Checks the generated files with promtool and amtool, starts both servers and waits until they are ready.</summary>
    /// <exception cref="InvalidOperationException">A file is wrong, or a server does not start.</exception>
    public static async Task<Monitors> StartAsync(DrillFolder drill, CancellationToken cancellationToken)
    {
        await Bench.Command.RunAsync("promtool", ["check", "config", $"{drill.Folder}/prometheus.yml"], new Dictionary<string, string>(), cancellationToken);
        await Bench.Command.RunAsync("amtool", ["check-config", $"{drill.Folder}/alertmanager.yml"], new Dictionary<string, string>(), cancellationToken);
        var (prometheus, alertmanager) = (Local(drill.Prometheus), Local(drill.Alertmanager));
        var program = File.Exists("/usr/bin/prometheus-alertmanager") ? "prometheus-alertmanager" : "alertmanager";
        var monitors = new Monitors(
            [
                Start(
                    program, $"--config.file={drill.Folder}/alertmanager.yml", $"--storage.path={drill.Folder}/alertmanager",
                    $"--web.listen-address={alertmanager.Authority}", "--cluster.listen-address=", "--log.level=warn"),
                Start(
                    "prometheus", $"--config.file={drill.Folder}/prometheus.yml", $"--storage.tsdb.path={drill.Folder}/prometheus",
                    $"--web.listen-address={prometheus.Authority}", "--log.level=warn",
                    // Five minutes, as everything else.
                    string.Create(CultureInfo.InvariantCulture, $"--query.lookback-delta={300 / ShorterTime.Factor}s")),
            ],
            prometheus);
        try
        {
            foreach (var (process, address) in monitors._processes.Zip([alertmanager, prometheus]))
            {
                await UntilReadyAsync(process, new Uri(address, "/-/ready"), cancellationToken);
            }

            return monitors;
        }
        catch
        {
            await monitors.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until no alert that calls somebody fires or is about to, silenced ones included, and none of those names.</summary>
    /// <param name="names">What a fault is to set off has to be seen to begin.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The names of those that did not end within the limit.</returns>
    public async Task<IReadOnlyList<string>> UntilQuietAsync(IReadOnlyCollection<string> names, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(s_pause, cancellationToken))
        {
            var answer = await client.GetFromJsonAsync<JsonElement>(new Uri(_prometheus, "/api/v1/alerts"), cancellationToken);
            string[] loud =
            [
                .. answer.GetProperty("data").GetProperty("alerts").EnumerateArray()
                    .Select(alert => alert.GetProperty("labels"))
                    .Where(labels => labels.GetProperty("priority").GetString() == "P0" || names.Contains(labels.GetProperty("alertname").GetString()!))
                    .Select(labels => labels.GetProperty("alertname").GetString()!)
                    .Distinct(),
            ];
            if (loud.Length == 0 || since.Elapsed > limit)
            {
                return loud;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments))!;

    private static Uri Local(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    private static async Task UntilReadyAsync(Process process, Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(s_pause, cancellationToken))
        {
            // Another one at its port would answer for it.
            if (process.HasExited)
            {
                throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}.");
            }

            try
            {
                using var answer = await client.GetAsync(address, cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (since.Elapsed < s_limit)
            {
                // Not yet.
            }

            if (since.Elapsed > s_limit)
            {
                throw new InvalidOperationException($"{address} is not ready.");
            }
        }
    }
}
