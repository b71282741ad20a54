using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Routing;

/// <summary>The real Alertmanager with our configuration, on a free port of loopback.</summary>
internal sealed class AlertmanagerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly HttpClient _http;

    private AlertmanagerProcess(DirectoryInfo folder, Process process, HttpClient http) => (_folder, _process, _http) = (folder, process, http);

    public static async Task<AlertmanagerProcess> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("familycart-alertmanager-");
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort()}");
        var process = Process.Start(new ProcessStartInfo(
            Program(),
            [
                $"--config.file={Repository.Monitoring("alertmanager", "alertmanager.yml")}", $"--storage.path={folder.FullName}",
                $"--web.listen-address={address}", "--cluster.listen-address=", "--log.level=error",
            ]))!;
        var alertmanager = new AlertmanagerProcess(folder, process, new HttpClient { BaseAddress = new Uri($"http://{address}") });
        await alertmanager.UntilAsync(async () => (await alertmanager._http.GetAsync(new Uri("/-/ready", UriKind.Relative))).IsSuccessStatusCode);
        return alertmanager;
    }

    /// <summary>Sends alerts, each a set of labels, and waits until Alertmanager has decided about them.</summary>
    /// <returns>The names of those that somebody hears of.</returns>
    public async Task<IReadOnlyList<string>> HeardAsync(params (string Name, string Labels)[] alerts)
    {
        var body = alerts.Select(alert => new { labels = Labels(alert.Name, alert.Labels) });
        (await _http.PostAsJsonAsync(new Uri("/api/v2/alerts", UriKind.Relative), body)).EnsureSuccessStatusCode();
        JsonArray known = [];
        await UntilAsync(async () =>
        {
            known = (await _http.GetFromJsonAsync<JsonArray>(new Uri("/api/v2/alerts", UriKind.Relative)))!;
            return known.Count == alerts.Length && known.All(alert => State(alert) != "unprocessed");
        });
        return [.. known.Where(alert => State(alert) == "active").Select(alert => alert!["labels"]!["alertname"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Dictionary<string, string> Labels(string name, string labels) =>
        labels.Split(',').Select(label => label.Split('=')).Append(["alertname", name]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string State(JsonNode? alert) => alert!["status"]!["state"]!.GetValue<string>();

    // Debian's package calls it otherwise than the project does.
    private static string Program() =>
        new[] { "/usr/bin/prometheus-alertmanager", "/usr/local/bin/alertmanager" }.FirstOrDefault(File.Exists) ?? "alertmanager";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await isTrue())
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not yet.
            }

            if (since.Elapsed > s_limit)
            {
                throw new TimeoutException("Alertmanager did not get there in time.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
