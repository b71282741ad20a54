using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

public sealed class StateSequenceTests
{
    [Theory]
    [InlineData("-,Starting,,Running", "-,Starting,,Running")]
    [InlineData("-,Starting,,Running", "Running")]
    [InlineData("-,Starting,,Running", "Starting,Running")]
    [InlineData("-,Starting,-,RuntimeUnhealthy", "-,RuntimeUnhealthy")]
    [InlineData("-,Starting", "Starting")]
    public void Compare_OnlyEarlyReportsMissing_FindsNothing(string expected, string actual) =>
        Assert.Empty(StateSequence.Compare("states", Parse(expected), Parse(actual)));

    [Theory]
    [InlineData("-,Starting,Waiting,,Running", "-,Starting,,Running")]
    [InlineData("-,Starting,,Running", "-,Starting,,Running,Finished")]
    [InlineData("-,Starting,,Running", "Starting,-,Running")]
    [InlineData("-,Starting,,Running", "-,Starting")]
    [InlineData("-,Starting", "-")]
    [InlineData("Running", "-,Running")]
    [InlineData("Running", "")]
    public void Compare_AnythingElse_FindsTheDifference(string expected, string actual) =>
        Assert.Single(StateSequence.Compare("states", Parse(expected), Parse(actual)));

    private static JsonArray Parse(string states) => states.Length == 0
        ? []
        : new JsonArray([.. states.Split(',').Select(state => new JsonObject { ["state"] = state == "-" ? null : state })]);
}
