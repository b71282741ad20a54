using FamilyCart.GitHubEmulator.Runner.Output;
using FamilyCart.GitHubEmulator.Runner.Protocol;

namespace FamilyCart.GitHubEmulator.Runner.Registration;

/// <summary>What <c>config.sh</c> does without asking anything: registers the runner by a token, or takes it away.</summary>
internal static class Configuration
{
    private static readonly string[] s_switches =
        ["--unattended", "--ephemeral", "--replace", "--disableupdate", "--no-default-labels", "--local"];

    public static int Add(string[] args)
    {
        if (Options(args, allowed: s_switches) is not { } options)
        {
            return ExitCode.Terminated;
        }

        if (File.Exists(RunnerFolder.Of(RunnerFolder.Settings)))
        {
            return Terminal.Fail("Cannot configure the runner because it is already configured. To reconfigure the runner, run 'config.cmd remove' or './config.sh remove' first.");
        }

        if (!Uri.TryCreate(options.GetValueOrDefault("--url"), UriKind.Absolute, out var url) || TokenOf(options) is not { } token)
        {
            return Terminal.Fail("Invalid configuration provided for url or token. Terminating unattended configuration.");
        }

        var service = new Service(new Uri(url, "/")) { Token = token };
        var answer = service.Send("POST", "_apis/runners/register", JsonBody.Of(
            ("scope", url.AbsolutePath.Trim('/')),
            ("name", options.GetValueOrDefault("--name") ?? Environment.MachineName),
            ("labels", options.GetValueOrDefault("--labels")),
            ("no_default_labels", Flag(options, "--no-default-labels")),
            ("ephemeral", Flag(options, "--ephemeral")),
            ("disable_update", Flag(options, "--disableupdate")),
            ("replace", Flag(options, "--replace")),
            ("work_folder", options.GetValueOrDefault("--work") ?? "_work")));
        return answer.IsSuccess ? Write(answer) : Terminal.Fail(answer.Status switch
        {
            401 or 404 => "Http response code: NotFound from 'POST actions/runner-registration'. The token is wrong or has expired.",
            409 => "A runner exists with the same name. Use --replace.",
            _ => "Cannot connect to the server.",
        });
    }

    public static int Remove(string[] args)
    {
        if (Options(args, allowed: ["--local"]) is not { } options)
        {
            return ExitCode.Terminated;
        }

        if (RunnerIdentity.Read() is { } registration && !options.ContainsKey("--local"))
        {
            if (TokenOf(options) is not { } token)
            {
                return Terminal.Fail("Invalid configuration provided for token. Terminating unattended configuration.");
            }

            var answer = new Service(registration.Server) { Token = token }
                .Send("POST", "_apis/runners/remove", JsonBody.Of(("agent_id", registration.AgentId)));
            if (!answer.IsSuccess)
            {
                return Terminal.Fail("Failed: Removing runner from the server");
            }

            Terminal.Say("√ Runner removed successfully");
        }

        RunnerFolder.DeleteRegistration();
        return Terminal.Say("√ Removed .credentials\n√ Removed .runner");
    }

    private static int Write(Answer answer)
    {
        RunnerFolder.WriteSecret(RunnerFolder.Settings, Convert.FromBase64String(answer.Text("runner")!));
        RunnerFolder.WriteSecret(RunnerFolder.Credentials, Convert.FromBase64String(answer.Text("credentials")!));
        RunnerFolder.WriteSecret(RunnerFolder.Key, Convert.FromBase64String(answer.Text("key")!));
        return Terminal.Say("√ Runner successfully added\n√ Runner connection is good\n√ Settings Saved.");
    }

    // The real one takes every option from such a variable too, and so shows it in no list of processes.
    private static string? TokenOf(Dictionary<string, string> options) => options.GetValueOrDefault("--token") ?? Environment.GetEnvironmentVariable("ACTIONS_RUNNER_INPUT_TOKEN");

    private static string? Flag(Dictionary<string, string> options, string name) => options.ContainsKey(name) ? "true" : null;

    // The real one rejects what it does not know, --unattended at `remove` included.
    private static Dictionary<string, string>? Options(string[] args, string[] allowed)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] valued = ["--url", "--token", "--name", "--labels", "--runnergroup", "--work"];
        for (var index = 1; index < args.Length; index++)
        {
            if (allowed.Contains(args[index]))
            {
                options[args[index]] = "true";
            }
            else if (valued.Contains(args[index]) && index + 1 < args.Length)
            {
                options[args[index]] = args[++index];
            }
            else
            {
                Terminal.Say($"Unrecognized command-line input arguments: '{args[index]}'.");
                return null;
            }
        }

        return options;
    }
}
