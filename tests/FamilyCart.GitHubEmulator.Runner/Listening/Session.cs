using System.Globalization;
using FamilyCart.GitHubEmulator.Runner.Output;
using FamilyCart.GitHubEmulator.Runner.Protocol;
using FamilyCart.GitHubEmulator.Runner.Registration;

namespace FamilyCart.GitHubEmulator.Runner.Listening;

/// <summary>The listener's session at the service.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RetryDelay">In ms, between attempts after an error.</param>
internal sealed record Session(string Id, int RetryDelay)
{
    private const int FirstRetryDelay = 2_000;

    /// <summary>Opens one, with patience for an absent service; the exit code where there is none to be had.</summary>
    public static (Session? Session, int ExitCode) Open(Service service, RunnerIdentity registration, DiagnosticLog log)
    {
        var conflictSince = long.MaxValue;
        while (true)
        {
            var answer = Ask(service, registration);
            switch (answer.Status)
            {
                case 200:
                    return (new Session(answer.Text("session_id")!, Number(answer, "retry_ms")), 0);
                case 404:
                    Terminal.Say("Failed to create a session. The runner registration has been deleted from the server, please re-configure. Runner registrations are automatically deleted for runners that have not connected to the service recently.");
                    RunnerFolder.DeleteRegistration();
                    return (null, ExitCode.Done);
                case 403 when answer.Text("code") == "version_deprecated":
                    Terminal.Say($"An error occurred: Runner version v{RunnerFolder.Version} is deprecated and cannot receive messages.");
                    return (null, Environment.GetEnvironmentVariable("ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE") == "1"
                        ? ExitCode.VersionDeprecated
                        : ExitCode.Terminated);
                case 409:
                    conflictSince = Math.Min(conflictSince, Environment.TickCount64);
                    if (Environment.TickCount64 - conflictSince >= Number(answer, "patience_ms"))
                    {
                        return (null, ExitCode.SessionConflict);
                    }

                    Terminal.Say("A session for this runner already exists.");
                    Thread.Sleep(Number(answer, "retry_ms"));
                    break;
                case 401:
                    Terminal.Say("An error occurred: The credentials of this runner are wrong.");
                    return (null, ExitCode.Terminated);
                default:
                    log.Write($"The service answers {answer.Status}; trying again.");
                    Terminal.SayWithTime("Runner connect error. Retrying until reconnected.");
                    Thread.Sleep(FirstRetryDelay);
                    break;
            }
        }
    }

    private static Answer Ask(Service service, RunnerIdentity registration)
    {
        var token = service.Send("POST", "_apis/oauth2/token", JsonBody.Of(("client_id", registration.ClientId), ("client_secret", registration.Secret)));
        if (!token.IsSuccess)
        {
            return token;
        }

        service.Token = token.Text("access_token");
        var owner = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName} (PID: {Environment.ProcessId})");
        return service.Send("POST", "_apis/sessions", JsonBody.Of(("owner", owner), ("version", RunnerFolder.Version), ("os", "linux")));
    }

    private static int Number(Answer answer, string member) =>
        int.TryParse(answer.Text(member), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : FirstRetryDelay;
}
