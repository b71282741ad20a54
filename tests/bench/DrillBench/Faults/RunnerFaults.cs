using System.Globalization;

namespace DrillBench.Faults;

/// <summary>Runners that die while GitHub, which the emulator stands for, registers no others.</summary>
internal sealed class RunnerFaults(Stage stage)
{
    public IEnumerable<Fault> All() => [new Fault("runner lost", ["RunnerOffline|GitHubRunnerOffline"], LoseRunnersAsync, ReturnGitHubAsync)];

    private async Task LoseRunnersAsync(CancellationToken cancellationToken)
    {
        await Stage.SignalAsync("STOP", await stage.ListenerAsync(9102, cancellationToken), cancellationToken);
        var folder = Path.Combine(stage.Data, "runners");
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                if ((await File.ReadAllTextAsync(Path.Combine(process, "cmdline"), cancellationToken)).Contains(folder, StringComparison.Ordinal))
                {
                    await Stage.SignalAsync("KILL", int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture), cancellationToken);
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                // It has ended by itself.
            }
        }
    }

    private async Task ReturnGitHubAsync(CancellationToken cancellationToken) =>
        await Stage.SignalAsync("CONT", await stage.ListenerAsync(9102, cancellationToken), cancellationToken);
}
