using System.Diagnostics;
using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>
/// Reads the logs of runners that are processes, as the runner's own user: a job that put a link to a file of ours in the place of a
/// log shows only what it could read itself. What never ends is left after some seconds.
/// </summary>
internal sealed class ProcessLogs(ProcessDriverSettings driver, EvidenceSettings settings) : ILogSource
{
    // A log whose beginning is cut off begins with the line after the cut: half a secret looks like none.
    private const string Logs = """
        cd "$1/_diag" 2>/dev/null || exit 0
        for log in Worker_*.log Runner_*.log; do
          [ -f "$log" ] || continue
          printf '\n==> %s\n' "$log"
          if [ "$(head -c "$2" "$log" | wc -c)" -lt "$2" ]; then cat "$log"; else tail -c "$2" "$log" | tail -n +2; fi
        done
        """;

    private const string Secrets = """
        cd "$1" 2>/dev/null || exit 0
        for file in .credentials .credentials_rsaparams; do [ -f "$file" ] && head -c "$2" "$file"; done
        """;

    public async Task<string?> LogsAsync(string name, CancellationToken cancellationToken)
    {
        var text = await RunAsync(name, Logs, settings.LargestLog / 2, settings.LargestLog, cancellationToken);
        return text.Length > 0 ? text : null;
    }

    public async Task<IReadOnlyList<string>> SecretsAsync(string name, CancellationToken cancellationToken)
    {
        var text = await RunAsync(name, Secrets, RegistrationSecrets.Largest, RegistrationSecrets.Largest, cancellationToken);
        return RegistrationSecrets.In(text);
    }

    private async Task<string> RunAsync(string name, string script, int largestFile, int largest, CancellationToken cancellationToken)
    {
        var folder = new RunnerFolder(Path.Combine(driver.Folder, Path.GetFileName(name)));
        if (!Directory.Exists(folder.Root))
        {
            return "";
        }

        var start = Tool.Command([.. User(folder), "setsid", Tool.Shell, "-c", script, "sh", folder.Root, largestFile.ToString(CultureInfo.InvariantCulture)]);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (true, true, true);
        start.WorkingDirectory = "/";

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Patience);
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            return await ReadAsync(process.StandardOutput.BaseStream, largest, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "";
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static IReadOnlyList<string> User(RunnerFolder folder) => Environment.IsPrivilegedProcess && File.Exists(folder.UserId)
        ? Tool.AsUser(File.ReadAllText(folder.UserId).Trim())
        : Tool.Unprivileged;

    private static async Task<string> ReadAsync(Stream stream, int largest, CancellationToken cancellationToken)
    {
        var buffer = new byte[largest];
        var length = await stream.ReadAtLeastAsync(buffer, largest, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(buffer, 0, length).Replace('\0', ' ');
        // The last line may be cut.
        return length < largest ? text : text[..(text.LastIndexOf('\n') + 1)];
    }
}
