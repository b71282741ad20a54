using System.Text.Json.Nodes;

namespace FamilyCart.Monitoring.Tests.Dashboards;

/// <summary>A dashboard of Grafana.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Node">What is in it.</param>
internal sealed record Dashboard(string Path, JsonObject Node)
{
    public string Uid => Node["uid"]!.GetValue<string>();

    /// <summary>Its panels, without rows and text.</summary>
    public IEnumerable<Panel> Panels =>
        Node["panels"]!.AsArray().Select(panel => new Panel(panel!.AsObject())).Where(panel => panel.Type is not ("row" or "text"));
}
