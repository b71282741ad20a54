using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

public sealed class OutputComparerTests
{
    [Theory]
    [InlineData("BeforeStart (1st);BeforeStart (2nd);ResourceReady a;ResourceReady b", "BeforeStart (1st);BeforeStart (2nd);ResourceReady b;ResourceReady a")]
    [InlineData("[a];state=(none) x;state=Starting x;state=Running x", "[a];state=Running x")]
    [InlineData("[a];one;[b];two", "[b];two;[a];one")]
    [InlineData("[a-rebuilder];one", "")]
    public void Compare_AllowedVariation_FindsNothing(string expected, string actual) => Assert.Empty(Compare(expected, actual));

    [Theory]
    [InlineData("BeforeStart (1st);BeforeStart (2nd)", "BeforeStart (2nd);BeforeStart (1st)")]
    [InlineData("BeforeResourceStarted a;ResourceReady a", "ResourceReady a;BeforeResourceStarted a")]
    [InlineData("[a];state=Running x;state=Finished x", "[a];state=Finished x;state=Running x")]
    [InlineData("[a];one", "[a];two")]
    [InlineData("one", "")]
    [InlineData("", "one")]
    public void Compare_AnythingElse_FindsTheDifference(string expected, string actual) => Assert.Single(Compare(expected, actual));

    private static IEnumerable<Difference> Compare(string expected, string actual) => OutputComparer.Compare(Run(expected), Run(actual));

    private static JsonObject Run(string lines) => new()
    {
        ["exitCode"] = 0,
        ["output"] = new JsonArray([.. lines.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)line)])
    };
}
