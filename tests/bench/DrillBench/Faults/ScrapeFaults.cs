using DrillBench.Profile;

namespace DrillBench.Faults;

/// <summary>A target that was asked, and whose next turn does not come.</summary>
internal sealed class ScrapeFaults(Stage stage, DrillFolder drill)
{
    private const string Name = "drill-forgotten";

    private readonly string _target = Path.Combine(drill.ForgottenTargets, $"{Name}.json");

    public IEnumerable<Fault> All() => [new Fault("clock of a scrape stopped", [$"ScrapeStale:{Name}"], ForgetAsync, RememberAsync)];

    private Task ForgetAsync(CancellationToken cancellationToken)
    {
        DrillFolder.WriteTarget(_target, "alertmanager", Name, stage.Port(9093));
        return Task.CompletedTask;
    }

    private Task RememberAsync(CancellationToken cancellationToken)
    {
        File.Delete(_target);
        return Task.CompletedTask;
    }
}
