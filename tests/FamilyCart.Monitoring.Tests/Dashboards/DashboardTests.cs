using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Dashboards;

/// <summary>Whoever opens a board at night reads on it what its figures are and what they should be.</summary>
public sealed class DashboardTests
{
    private static readonly string[] s_promised =
    [
        "familycart-application", "familycart-business", "familycart-cache", "familycart-database", "familycart-gateway", "familycart-host",
        "familycart-runners", "familycart-security", "familycart-services", "familycart-slo", "familycart-uat-overview",
    ];

    [Fact]
    public void Dashboards_All_AreThoseThatWerePromised() => Assert.Equal(s_promised, DashboardFiles.All.Select(dashboard => dashboard.Uid).Order(StringComparer.Ordinal));

    [Fact]
    public void Dashboards_Each_IsNamedAfterItsFile() =>
        Assert.All(DashboardFiles.All, dashboard => Assert.Equal(dashboard.Uid, "familycart-" + Path.GetFileNameWithoutExtension(dashboard.Path)));

    [Fact]
    public void Dashboards_Each_HasATitleAndPanels() => Assert.All(DashboardFiles.All, dashboard =>
    {
        Assert.False(string.IsNullOrWhiteSpace(dashboard.Node["title"]!.GetValue<string>()));
        Assert.InRange(dashboard.Node["schemaVersion"]!.GetValue<int>(), 36, 99);
        Assert.NotEmpty(dashboard.Panels);
    });

    [Fact]
    public void Panels_Each_SaysWhatGoodLooksLike() => Assert.Empty(Where(panel => string.IsNullOrWhiteSpace(panel.Description) || !panel.Description.Contains("Good:", StringComparison.Ordinal)));

    [Fact]
    public void Panels_Each_HasAUnit() => Assert.Empty(Where(panel => string.IsNullOrEmpty(panel.Unit)));

    [Fact]
    public void Panels_Each_NamesItsLines() => Assert.Empty(Where(panel => !panel.Queries.Any() || panel.Queries.Any(query => string.IsNullOrEmpty(query.Legend))));

    [Fact]
    public void Panels_Each_HasAnIdOfItsOwn() => Assert.All(
        DashboardFiles.All, dashboard => Assert.Equal(dashboard.Panels.Count(), dashboard.Panels.Select(panel => panel.Node["id"]!.GetValue<int>()).Distinct().Count()));

    [Fact]
    public void Provisioning_Dashboards_ReadsTheFolder()
    {
        var provider = Yaml.Read(Repository.Monitoring("grafana", "provisioning", "dashboards", "familycart.yml"))["providers"]![0]!;

        Assert.Equal(("file", "/etc/grafana/dashboards"), (provider["type"]!.GetValue<string>(), provider["options"]!["path"]!.GetValue<string>()));
    }

    [Fact]
    public void Provisioning_DataSource_IsWhatPanelsAsk()
    {
        var source = Yaml.Read(Repository.Monitoring("grafana", "provisioning", "datasources", "prometheus.yml"))["datasources"]![0]!["uid"]!.GetValue<string>();

        Assert.Empty(Where(panel => panel.Node["datasource"]?["uid"]?.GetValue<string>() != source));
    }

    private static IEnumerable<string> Where(Func<Panel, bool> isWrong) =>
        from dashboard in DashboardFiles.All
        from panel in dashboard.Panels
        where isWrong(panel)
        select $"{dashboard.Uid}: {panel.Title}";
}
