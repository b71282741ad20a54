using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Run;

public sealed class SettlementTests
{
    private static readonly JsonObject _expected = JsonNode.Parse("""
        {"resources": {
          "two": {"instances": [{"states": [{"state": null}, {"state": "Running"}]}, {"states": [{"state": "Finished"}]}]},
          "api": {"instances": [{"states": [{"state": "Running"}]}], "processArguments": [], "processes": [{}]}}}
        """)!.AsObject();

    private readonly Settlement _settlement = new(_expected);

    [Fact]
    public void IsReached_AllFinalStatesAndCaptures_IsTrue() =>
        Assert.True(_settlement.IsReached([State("two", 1, "Finished"), State("two", 2, null), State("two", 2, "Running"), State("api", 1, "Running")], [Capture("api")]));

    [Fact]
    public void IsReached_CaptureMissing_IsFalse() =>
        Assert.False(_settlement.IsReached([State("two", 1, "Finished"), State("two", 2, "Running"), State("api", 1, "Running")], [Capture("two")]));

    [Fact]
    public void IsReached_OneInstanceInAnotherState_IsFalse() =>
        Assert.False(_settlement.IsReached([State("two", 1, "Finished"), State("two", 2, null), State("api", 1, "Running")], [Capture("api")]));

    [Fact]
    public void IsReached_ResourceWithoutAnyEvent_IsFalse() =>
        Assert.False(_settlement.IsReached([State("api", 1, "Running")], [Capture("api")]));

    private static JsonObject State(string name, int id, string? state) => new() { ["name"] = name, ["id"] = $"{name}-{id}", ["state"] = state };

    private static JsonObject Capture(string name) => new() { ["name"] = name };
}
