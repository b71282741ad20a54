using System.Text.Json.Nodes;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Dashboards;

/// <summary>The dashboards that Grafana is given.</summary>
internal static class DashboardFiles
{
    public static IReadOnlyList<Dashboard> All { get; } =
    [
        .. from path in Directory.EnumerateFiles(Repository.Monitoring("grafana", "dashboards"), "*.json").Order(StringComparer.Ordinal)
           select new Dashboard(path, JsonNode.Parse(File.ReadAllText(path))!.AsObject()),
    ];
}
