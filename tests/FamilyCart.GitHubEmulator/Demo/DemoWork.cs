using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Demo;

/// <summary>Keeps a fleet busy with a few jobs, so that there is something to see.</summary>
internal sealed class DemoWork(EmulatorControl control, Ground ground, EmulatorSettings settings) : BackgroundService
{
    private const int MostOpen = 6;

    private static readonly (string Workflow, (string Name, double Seconds)[] Jobs)[] s_workflows =
    [
        ("Continuous integration", [("Build", 8), ("Unit tests", 14), ("Lint the shopping list", 5)]),
        ("Pull request", [("Build", 9), ("Browser tests", 22)]),
        ("Nightly", [("Long bread-and-butter test", 40)]),
        ("Release", [("Package", 12), ("Sign the receipts", 4)]),
        ("Dependencies", [("Look for fresh packages", 6)]),
        ("Documentation", [("Check the links", 7)]),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Demo)
        {
            return;
        }

        try
        {
            while (true)
            {
                if (control.Jobs.Count(job => job.Life != JobLife.Completed) < MostOpen)
                {
                    control.Queue(Next());
                }

                await Task.Delay(settings.DemoInterval * (0.5 + ground.Chance()), ground.Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    // One in ten fails, as in life.
    private RunRequest Next()
    {
        var (workflow, jobs) = s_workflows[(int)(ground.Chance() * s_workflows.Length)];
        var labels = settings.DemoLabels.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new RunRequest(
            settings.DemoRepository,
            [.. jobs.Select(job => new JobRequest(job.Name, labels, Math.Round(job.Seconds * (0.7 + (0.6 * ground.Chance())), 1), ground.Chance() < 0.1 ? "failure" : "success"))],
            workflow);
    }
}
