using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

public sealed class NormalizerTests
{
    [Fact]
    public void Apply_TextInsideAnother_ReplacesTheLongerFirst()
    {
        var normalizer = new Normalizer();
        normalizer.Text("/a", "<short>");
        normalizer.Text("/a/b", "<long>");

        Assert.Equal("<long>/c <short>/c", normalizer.Apply("/a/b/c /a/c"));
    }

    [Fact]
    public void Apply_Secret_ReplacesItsPercentEncodedFormToo()
    {
        var normalizer = new Normalizer();
        normalizer.Secret("pg-password", "a/b+c");

        Assert.Equal("<generated:pg-password> <generated:pg-password:uri>", normalizer.Apply("a/b+c a%2Fb%2Bc"));
    }

    [Fact]
    public void Secret_NothingToEncode_IsTold()
    {
        var normalizer = new Normalizer();
        normalizer.Secret("plain", "a-b_c.d~e");
        normalizer.Secret("special", "a+b");

        Assert.Equal(["plain"], normalizer.EncodedAlike);
    }

    [Theory]
    [InlineData("http://localhost:4711/x", "http://localhost:<port:a/b>/x")]
    [InlineData("14711", "14711")]
    [InlineData("47110", "47110")]
    public void Apply_Port_ReplacesTheWholeNumberOnly(string text, string expected)
    {
        var normalizer = new Normalizer();
        normalizer.Port(4711, "port:a/b");

        Assert.Equal(expected, normalizer.Apply(text));
    }

    [Fact]
    public void Apply_Node_NormalisesNamesTextsAndNumbers()
    {
        var normalizer = new Normalizer();
        normalizer.Port(4711, "p");
        normalizer.Word("abcdefgh", "<suffix>");

        var applied = normalizer.Apply(JsonNode.Parse("""{"x-abcdefgh": [4711, 12, true, null, "abcdefghi"]}"""));

        Assert.Equal("""{"x-<suffix>":["<p>",12,true,null,"abcdefghi"]}""", Json.Compact(applied));
    }
}
