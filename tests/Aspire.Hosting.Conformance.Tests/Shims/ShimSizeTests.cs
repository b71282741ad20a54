using Aspire.Hosting.Conformance.Tests.Suite;
using Xunit.Abstractions;

namespace Aspire.Hosting.Conformance.Tests.Shims;

public sealed class ShimSizeTests(ITestOutputHelper output)
{
    // 6,000 for run mode; the manifest, Dockerfiles, container files and the pipeline of publishing came with 600 more.
    private const int LimitOfAll = 6600;
    private const int LimitOfOne = 1500;

    // Each has a limit of its own and does not count among the others.
    private static readonly string[] _apart = ["Aspire.Hosting.Docker", "Octokit"];

    [Fact]
    public void Shims_AllTogether_StayBelowTheirLimit()
    {
        var sizes = Sizes();

        var together = sizes.Where(shim => !_apart.Contains(shim.Key)).Sum(shim => shim.Value);
        output.WriteLine($"{together,6}  all but {string.Join(" and ", _apart)}, limit {LimitOfAll}");
        Assert.InRange(together, 1, LimitOfAll);
        Assert.All(sizes.Where(shim => _apart.Contains(shim.Key)), shim => Assert.InRange(shim.Value, 1, LimitOfOne));
    }

    [Theory]
    [InlineData("var a = 1; // one", 1)]
    [InlineData("\n  \n\t\n", 0)]
    [InlineData("/// <summary>Text.</summary>\n    // Why.\npublic int A;\n{\n}\n", 3)]
    public void Of_BlanksAndComments_CountsOnlyCode(string text, int expected) => Assert.Equal(expected, CodeLines.Of(text.Split('\n')));

    private Dictionary<string, int> Sizes()
    {
        var sizes = Directory.EnumerateDirectories(Path.Combine(SuiteFolder.Root, "..", "..", "shims"))
            .ToDictionary(folder => Path.GetFileName(folder), CodeLines.OfFolder, StringComparer.Ordinal);
        foreach (var (shim, lines) in sizes.OrderBy(shim => shim.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{lines,6}  {shim}");
        }

        return sizes;
    }
}
