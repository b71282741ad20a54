using System.Text.Json.Nodes;

namespace FamilyCart.Monitoring.Tests.Dashboards;

/// <summary>A panel that shows figures.</summary>
internal sealed record Panel(JsonObject Node)
{
    public string Type => Node["type"]!.GetValue<string>();

    public string Title => Node["title"]!.GetValue<string>();

    public string? Description => Node["description"]?.GetValue<string>();

    public string? Unit => Node["fieldConfig"]?["defaults"]?["unit"]?.GetValue<string>();

    /// <summary>Its PromQL, each with the legend that names its lines.</summary>
    public IEnumerable<(string Expression, string? Legend)> Queries =>
        from target in Node["targets"]?.AsArray() ?? []
        select (target!["expr"]!.GetValue<string>(), target["legendFormat"]?.GetValue<string>());
}
