using System.Text.Json.Nodes;

namespace FamilyCart.Monitoring.Tests.Rules;

/// <summary>One alert of a rule file.</summary>
/// <param name="Group">Name of its file without extension, which is its group's as well.</param>
/// <param name="Node">The rule as it stands in the file.</param>
public sealed record AlertRule(string Group, JsonObject Node)
{
    public string Name => Node["alert"]!.GetValue<string>();

    public string Expression => Node["expr"]!.GetValue<string>();

    /// <summary>How long the expression has to hold, as it is written; null where the rule fires at once.</summary>
    public string? For => Node["for"]?.GetValue<string>();

    public string? Label(string name) => Node["labels"]?[name]?.GetValue<string>();

    public string? Annotation(string name) => Node["annotations"]?[name]?.GetValue<string>();
}
