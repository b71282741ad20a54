using FamilyCart.Monitoring.Tests.Dashboards;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Rules;

/// <summary>An alert that wakes somebody is proven, explained, and shown.</summary>
public sealed class CoverageTests
{
    // It fires as long as alerting works, so that there is no moment at which it does not.
    private const string Always = "Watchdog";

    private static readonly string[] s_priorities = ["P0", "P1", "P2"];

    private static readonly (string Name, string Expression, string For, string Severity)[] s_known =
    [
        ("GitHubRunnerOffline", "(runner_status) == 0", "5m", "critical"),
        ("GitHubRunnerHighCPU", "(runner_cpu_usage_percent) > 90", "10m", "warning"),
        ("GitHubRunnerHighMemory", "(runner_memory_usage_percent) > 85", "10m", "warning"),
        ("GitHubRunnerHighDisk", "(runner_disk_usage_percent) > 85", "15m", "warning"),
    ];

    [Fact]
    public void Alerts_All_AreEnough() => Assert.InRange(RuleFiles.Alerts.Select(alert => alert.Name).Distinct(StringComparer.Ordinal).Count(), 48, 120);

    [Fact]
    public void Alerts_Priority_IsKnown() =>
        Assert.Empty(RuleFiles.Alerts.Where(alert => !s_priorities.Contains(alert.Label("priority")) || alert.Label("severity") is null).Select(alert => alert.Name));

    [Fact]
    public void Alerts_Summary_IsThere() => Assert.Empty(RuleFiles.Alerts.Where(alert => string.IsNullOrWhiteSpace(alert.Annotation("summary"))).Select(alert => alert.Name));

    [Fact]
    public void Alerts_Description_TellsTheValue() => Assert.Empty(
        RuleFiles.Alerts.Where(alert => alert.Annotation("description")?.Contains("$value", StringComparison.Ordinal) is not true).Select(alert => alert.Name));

    [Fact]
    public void Alerts_Runbook_Exists() => Assert.Empty(
        RuleFiles.Alerts
            .Where(alert => alert.Annotation("runbook_url")?.EndsWith($"/docs/runbooks/{alert.Name}.md", StringComparison.Ordinal) is not true
                || !File.Exists(Path.Combine(Repository.Root, "docs", "runbooks", $"{alert.Name}.md")))
            .Select(alert => alert.Name));

    [Fact]
    public void Runbooks_Each_HasAnAlertAndAllParts()
    {
        string[] parts = ["**What it means.**", "**How to see it.**", "**What to do.**", "**How to know that it is over.**"];
        var names = RuleFiles.Alerts.Select(alert => alert.Name).ToHashSet(StringComparer.Ordinal);
        var index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "runbooks", "README.md"));

        Assert.Empty(
            from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "runbooks"), "*.md")
            let name = Path.GetFileNameWithoutExtension(path)
            where name != "README"
            let text = File.ReadAllText(path)
            where !names.Contains(name) || !parts.All(part => text.Contains(part, StringComparison.Ordinal)) || !index.Contains($"({name}.md)", StringComparison.Ordinal)
            select name);
    }

    [Fact]
    public void Alerts_Dashboard_Exists()
    {
        var known = DashboardFiles.All.Select(dashboard => dashboard.Uid).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(RuleFiles.Alerts.Where(alert => alert.Annotation("dashboard_url") is not { } url || !known.Contains(url[(url.LastIndexOf('/') + 1)..])).Select(alert => alert.Name));
    }

    [Fact]
    public void Alerts_Tests_SeeEachRuleFire() => Assert.Empty(
        from alert in RuleFiles.Alerts
        where !RuleFiles.Expectations(alert.Group, alert.Name).SelectMany(fired => fired)
            .Any(fired => fired!["exp_labels"]!["priority"]!.GetValue<string>() == alert.Label("priority") && fired["exp_annotations"]!["description"] is not null)
        select $"{alert.Name} {alert.Label("priority")}");

    // In a test that sees it fire: silent before, silent again afterwards.
    [Fact]
    public void Alerts_Tests_SeeEachBeSilent() => Assert.Empty(
        from alert in RuleFiles.Alerts
        where alert.Name != Always && !RuleFiles.Expectations(alert.Group, alert.Name).Any(fired => fired.Count == 0)
        select alert.Name);

    [Fact]
    public void Alerts_Tests_SeeEachResolve() => Assert.Empty(
        from alert in RuleFiles.Alerts
        where alert.Name != Always && !RuleFiles.Sequences(alert.Group, alert.Name).Any(moments => moments.SkipWhile(count => count == 0).Contains(0))
        select alert.Name);

    [Fact]
    public void RunnerAlerts_KnownElsewhere_AreAsKnown() => Assert.All(s_known, known =>
    {
        var alert = Assert.Single(RuleFiles.Alerts, alert => alert.Name == known.Name);
        Assert.EndsWith(known.Expression, alert.Expression, StringComparison.Ordinal);
        Assert.Equal((known.For, known.Severity), (alert.For, alert.Label("severity")));
    });
}
