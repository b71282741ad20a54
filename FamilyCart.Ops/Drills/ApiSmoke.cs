using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Drills;

/// <summary>
/// Starts the API on a restored server, with nothing else that the living one has: no Redis, no mail, no telemetry. Then somebody logs in
/// with a restored account and reads the lists.
/// </summary>
internal static partial class ApiSmoke
{
    private const string Database = "familycart";
    private const string NoRedis = "127.0.0.1:1,abortConnect=false";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.5);

    /// <returns>Null when the API did its part; otherwise what it did not.</returns>
    public static async Task<string?> FaultAsync(DrillSettings settings, PrivateServer server, TimeProvider time, CancellationToken cancellationToken)
    {
        // Nothing of this program's environment: it names the living servers and their secrets.
        string[] command =
        [
            "env", "-i", $"PATH={Environment.GetEnvironmentVariable("PATH")}", $"HOME={Path.GetTempPath()}", $"DOTNET_ROOT={Environment.GetEnvironmentVariable("DOTNET_ROOT")}",
            $"ConnectionStrings__{Database}={server.ConnectionString(Database, Database)}", $"ConnectionStrings__redis={NoRedis}",
            "ASPNETCORE_URLS=http://127.0.0.1:0", "Mail__Provider=outbox", Dotnet, settings.Api!,
        ];
        var lines = new ConcurrentQueue<string>();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = ToolProcess.Start(command, environment: null, Hear);
        try
        {
            using var http = new HttpClient { Timeout = s_patience };
            var ended = process.WaitForExitAsync(cancellationToken);
            if (await Task.WhenAny(address.Task, ended).WaitAsync(s_patience, cancellationToken) == ended)
            {
                return $"the API did not start: {lines.LastOrDefault()}";
            }

            http.BaseAddress = await address.Task;
            return await AskAsync(http, settings, time, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return $"the API did not answer: {exception.Message}";
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        void Hear(string? line)
        {
            if (line is null)
            {
                return;
            }

            lines.Enqueue(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                address.TrySetResult(new Uri(match.Groups["address"].Value));
            }
        }
    }

    private static async Task<string?> AskAsync(HttpClient http, DrillSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        using var health = await PatientlyAsync(() => http.GetAsync(new Uri("health", UriKind.Relative), cancellationToken), time, cancellationToken);
        if (!health.IsSuccessStatusCode)
        {
            return $"the API is not healthy on the restored data: {(int)health.StatusCode}";
        }

        if (settings.ProbePassword is not { } password)
        {
            return null;
        }

        using var login = await PatientlyAsync(() => LogInAsync(http, settings.ProbeEmail, password, cancellationToken), time, cancellationToken);
        if (!login.IsSuccessStatusCode)
        {
            return $"the restored account of the prober cannot log in: {(int)login.StatusCode}";
        }

        using var body = JsonDocument.Parse(await login.Content.ReadAsStringAsync(cancellationToken));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.RootElement.GetProperty("access_token").GetString());
        using var lists = await PatientlyAsync(() => http.GetAsync(new Uri("api/v1/shopping-lists/", UriKind.Relative), cancellationToken), time, cancellationToken);
        return lists.IsSuccessStatusCode ? null : $"restored lists cannot be read: {(int)lists.StatusCode}";
    }

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient http, string email, string password, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = email, ["password"] = password });
        return await http.PostAsync(new Uri("api/v1/auth/jwt/login", UriKind.Relative), form, cancellationToken);
    }

    // On a busy machine its first look at the database may come late; it says so, and is asked again.
    private static async Task<HttpResponseMessage> PatientlyAsync(Func<Task<HttpResponseMessage>> ask, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); ; await Task.Delay(s_pause, time, cancellationToken))
        {
            var answer = await ask();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || time.GetElapsedTime(started) > s_patience)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    [GeneratedRegex(@"Now listening on: (?<address>http://[^\s""\\]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Listening();
}
