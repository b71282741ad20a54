using System.Collections.Concurrent;
using System.Globalization;
using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>The service <c>uat-backup</c> as a process beside a server, and what it says of itself.</summary>
internal sealed class BackupService : IAsyncDisposable
{
    private readonly ServiceProcess _process;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _log;
    private bool _stopped;

    private BackupService(ServiceProcess process, ConcurrentQueue<string> log)
    {
        _process = process;
        _log = log;
        _http = new HttpClient { BaseAddress = process.Address };
    }

    /// <summary>Starts it with the server's settings and more of them.</summary>
    public static async Task<BackupService> StartAsync(BackedUpServer server, params (string Key, string Value)[] more)
    {
        var log = new ConcurrentQueue<string>();
        var environment = server.Environment([("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Backup__Schedule__Heartbeat", "00:00:01"), .. more]);
        return new BackupService(await ServiceProcess.StartAsync(typeof(OpsService).Assembly, environment, ["serve"], log.Enqueue), log);
    }

    /// <summary>Waits until a metric has a value that is meant.</summary>
    /// <param name="metric">Its name, and labels that it has among others: <c>name</c> or <c>name{label="value"</c>.</param>
    /// <param name="isMeant">What the value is to be.</param>
    public async Task<double> UntilAsync(string metric, Func<double, bool> isMeant)
    {
        double? value = null;
        try
        {
            await Waiting.UntilAsync(async () => (value = await ReadAsync(metric)) is { } known && isMeant(known), metric);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It is {value}.\n{string.Join('\n', _log)}", exception);
        }

        return value!.Value;
    }

    /// <summary>What a metric is now; null where there is none.</summary>
    public async Task<double?> ReadAsync(string metric)
    {
        var parts = metric.Split('{');
        var line = (await _http.GetStringAsync(new Uri("metrics", UriKind.Relative))).Split('\n')
            .FirstOrDefault(line => line.Split('{', ' ')[0] == parts[0] && (parts.Length == 1 || line.Contains(parts[1], StringComparison.Ordinal)));
        return line is null ? null : double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Asks it to stop and waits for that; a job that it is at ends early.</summary>
    public Task<int> StopAsync()
    {
        _stopped = true;
        return _process.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_stopped)
        {
            // One that is killed leaves what it started, which goes on in folders that are about to be removed.
            await StopAsync();
        }

        await _process.DisposeAsync();
    }
}
