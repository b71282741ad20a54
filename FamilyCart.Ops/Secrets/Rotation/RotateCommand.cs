using System.CommandLine;
using System.Globalization;
using FamilyCart.Ops.Commands;
using FamilyCart.Ops.Output;
using Spectre.Console;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary><c>ops secrets rotate NAME</c>: another secret takes its place, and nobody is refused meanwhile.</summary>
internal static class RotateCommand
{
    private const string LockFile = "secrets.lock";

    private static readonly Argument<string> s_name = new("NAME") { Description = "The secret, such as slot-token." };
    private static readonly Option<int> s_grace = Seconds("--grace", "How long a token that was replaced is still taken.", 60);
    private static readonly Option<int> s_patience = Seconds("--patience", "How long services may take to use the new one.", 60);
    private static readonly Option<bool> s_keepOld = new("--keep-old") { Description = "End while both tokens are valid; run it again to end the one before." };
    private static readonly Option<string[]> s_without = new("--without") { Description = "A service that is not running." };
    private static readonly Option<string[]> s_at = new("--at") { Description = "SERVICE=HOST:PORT, where this machine finds a service." };

    public static Command Create() => new Command("rotate", "Replaces a secret without downtime. Run again, it goes on from where it was cut off.")
    {
        s_name, s_grace, s_patience, s_keepOld, s_without, s_at,
    }.Does(async (result, output, token) =>
    {
        var places = (result.GetValue(s_at) ?? []).Select(at => at.Split('=', 2)).ToList();
        if (places.Find(at => at.Length != 2) is not null || result.GetValue(s_grace) < 0 || result.GetValue(s_patience) < 1)
        {
            return output.Refuse(ExitCode.Usage, "--at is SERVICE=HOST:PORT, --grace 0 or more, --patience 1 or more.");
        }

        var options = new RotationOptions(
            TimeSpan.FromSeconds(result.GetValue(s_grace)),
            TimeSpan.FromSeconds(result.GetValue(s_patience)),
            result.GetValue(s_keepOld),
            (result.GetValue(s_without) ?? []).ToHashSet(StringComparer.Ordinal),
            places.GroupBy(at => at[0], StringComparer.Ordinal).ToDictionary(at => at.Key, at => at.Last()[1], StringComparer.Ordinal));
        return await RunAsync(result.GetValue(SecretsCommands.Directory)!, result.GetValue(s_name)!, options, TimeProvider.System, output, token);
    });

    public static async Task<ExitCode> RunAsync(
        string folder, string name, RotationOptions options, TimeProvider time, OpsOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var project = SecretProject.Open(folder);
            if (project.Index.Secrets.FirstOrDefault(secret => secret.Name == name) is not { } secret)
            {
                return output.Refuse(ExitCode.Usage, $"{name} is none of the project's secrets: {string.Join(", ", project.Index.Secrets.Select(one => one.Name))}.");
            }

            using var turn = Turn(project);
            if (turn is null)
            {
                return output.Refuse(ExitCode.Busy, "Another rotation is at it; nothing was done.");
            }

            using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
            using var client = new HttpClient(handler);
            var done = await SecretRotation.RunAsync(new(project, secret, options, time, output.NoteAsync), client, cancellationToken);
            return output.Result(done, console => Show(console, done));
        }
        catch (InvalidDataException exception)
        {
            return output.Refuse(ExitCode.Usage, exception.Message);
        }
        catch (Exception exception) when (exception is RotationException or IOException or UnauthorizedAccessException)
        {
            return output.Refuse(ExitCode.Failed, exception.Message);
        }
    }

    private static void Show(IAnsiConsole console, RotationResult done)
    {
        console.WriteLine(done.IsOldRefused ? $"{done.Secret} is replaced." : $"{done.Secret} has another beside it; hand that out, and run this again to end the one before.");
        if (done.Restart.Count > 0)
        {
            console.WriteLine($"These read it when they start: docker compose restart {string.Join(' ', done.Restart)}");
        }
    }

    // One at a time for a project; the lock ends with the process, whatever ends that.
    private static FileStream? Turn(SecretProject project)
    {
        try
        {
            return new FileStream(Path.Combine(project.Root, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Option<int> Seconds(string name, string description, int fallback) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description} In seconds."),
        DefaultValueFactory = _ => fallback,
    };
}
