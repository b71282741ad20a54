using System.Globalization;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Rest;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.RunnerService;

/// <summary>What listeners speak with: tokens, sessions, messages. It is not GitHub's own protocol, only its behaviour.</summary>
internal sealed class SessionEndpoints(
    Ground ground,
    RunnerRegistry runners,
    Dispatcher dispatcher,
    RunnerVersions versions,
    EmulatorSettings settings,
    IHostApplicationLifetime lifetime)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/_apis/oauth2/token", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, Token)));
        endpoints.MapPost("/_apis/sessions", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, body => Open(context, body))));
        endpoints.MapDelete("/_apis/sessions/{id:guid}", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, _ => Close(context))));
        endpoints.MapGet("/_apis/sessions/{id:guid}/message", (RequestDelegate)MessageAsync);
    }

    private Reply Token(JsonObject body)
    {
        if (runners.ByClient(body["client_id"]?.ToString(), body["client_secret"]?.ToString()) is not { } runner)
        {
            return ServiceReply.RunnerNotFound;
        }

        runner.AccessToken ??= ground.Hex(64);
        return new JsonObject { ["access_token"] = runner.AccessToken, ["expires_in"] = 3_000 };
    }

    private Reply Open(HttpContext context, JsonObject body)
    {
        if (runners.ByToken(ServiceReply.TokenOf(context)) is not { } runner)
        {
            return ServiceReply.RunnerNotFound;
        }

        var version = body["version"]?.ToString();
        if (versions.IsDeprecated(version))
        {
            return new Reply(403, new JsonObject { ["code"] = "version_deprecated" });
        }

        if (runner.Session is not null && runner.IsOnline(ground.Now, settings.OnlineWindow))
        {
            return new Reply(409, new JsonObject
            {
                ["code"] = "session_conflict",
                ["retry_ms"] = Milliseconds(settings.ConflictRetry),
                ["patience_ms"] = Milliseconds(settings.ConflictPatience),
            });
        }

        runner.Session?.Close();
        runner.Session = new RunnerSession(ground.Guid(), body["owner"]?.ToString() ?? string.Empty);
        runner.SeenAt = ground.Now;
        (runner.Os, runner.Version) = ("linux", version);
        dispatcher.Repeat(runner);
        ground.Tell();
        return new JsonObject { ["session_id"] = runner.Session.Id.ToString(), ["retry_ms"] = 1_000 };
    }

    private Reply Close(HttpContext context)
    {
        if (runners.BySession(Guid.Parse(context.GetRouteValue("id")!.ToString()!)) is { } runner)
        {
            runner.Session!.Close();
            runner.Session = null;
            ground.Tell();
        }

        return new Reply(204);
    }

    private async Task MessageAsync(HttpContext context)
    {
        var id = Guid.Parse(context.GetRouteValue("id")!.ToString()!);
        var token = ServiceReply.TokenOf(context);
        if (!TryTake(id, token, out var reply, out var poll, out var runner))
        {
            // An emulator that stops must not wait for the ends of polls.
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await poll.WaitAsync(settings.PollDuration, ground.Time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (ground.Gate)
            {
                runner.Session?.EndPoll(poll);
                runner.SeenAt = ground.Now;
                ground.Tell();
                if (context.RequestAborted.IsCancellationRequested)
                {
                    return;
                }

                reply = lifetime.ApplicationStopping.IsCancellationRequested ? new Reply(503)
                    : Find(id, token) is not { } found ? Gone(token)
                    : found.Session!.Take() is { } message ? Shape(message)
                    : new Reply(202);
            }
        }

        await RestWriter.WriteAsync(context, reply);
    }

    // What there is at once; else the wait for more.
    private bool TryTake(Guid id, string? token, out Reply reply, out Task poll, out Runner runner)
    {
        lock (ground.Gate)
        {
            poll = Task.CompletedTask;
            if (Find(id, token) is not { Session: { } session } found)
            {
                (reply, runner) = (Gone(token), null!);
                return true;
            }

            runner = found;
            runner.SeenAt = ground.Now;
            reply = new Reply(202);
            if (session.Take() is { } message)
            {
                reply = Shape(message);
                return true;
            }

            poll = session.Poll();
            ground.Tell();
            dispatcher.Dispatch();
            return false;
        }
    }

    private Runner? Find(Guid id, string? token) => runners.BySession(id) is { } runner && runner.AccessToken == token ? runner : null;

    private Reply Gone(string? token) =>
        runners.ByToken(token) is null ? ServiceReply.RunnerNotFound : new Reply(404, new JsonObject { ["code"] = "session_not_found" });

    private static JsonObject Shape(RunnerMessage message) => new()
    {
        ["kind"] = message.Kind,
        ["job_id"] = message.JobId.ToString(CultureInfo.InvariantCulture),
        ["code"] = message.Code.ToString(CultureInfo.InvariantCulture),
    };

    private static string Milliseconds(TimeSpan duration) => ((long)duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
