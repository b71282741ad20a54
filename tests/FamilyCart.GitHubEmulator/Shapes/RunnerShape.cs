using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Runners;

namespace FamilyCart.GitHubEmulator.Shapes;

internal static class RunnerShape
{
    private static readonly string[] s_default = ["self-hosted", "linux", "x64"];

    public static JsonObject Of(Runner runner, bool online) => new()
    {
        ["id"] = runner.Id,
        ["runner_group_id"] = 1,
        ["name"] = runner.Name,
        ["os"] = runner.Os,
        ["status"] = online ? "online" : "offline",
        ["busy"] = runner.Busy,
        ["ephemeral"] = runner.Ephemeral,
        ["version"] = runner.Version,
        ["labels"] = Labels(runner),
    };

    public static JsonArray Labels(Runner runner) => new([.. runner.Labels.Select(label => (JsonNode)new JsonObject
    {
        ["id"] = Numbers.Of(label),
        ["name"] = label,
        ["type"] = IsReadOnly(label) ? "read-only" : "custom",
    })]);

    public static bool IsReadOnly(string label) => s_default.Contains(label, StringComparer.OrdinalIgnoreCase);
}
