using FamilyCart.TestReport.Coverage;
using FamilyCart.TestReport.Report;
using FamilyCart.TestReport.Results;

namespace FamilyCart.EndToEnd.Tests.Report;

public sealed class SummaryTests : IDisposable
{
    private readonly Running.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_PassedFailedAndSkipped_CountsAllAndClosesWithTheTotals()
    {
        Project("A.Tests", "1 12 no", ("A.Good", "Passed", null), ("A.Bad", "Failed", "expected 1"), ("A.Later", "NotExecuted", "needs an engine"));
        Project("B.Tests", "0 3 no", ("B.Good", "Passed", null));
        File.WriteAllText(_folder.File("checks.txt"), "6 1 monitoring/check.sh\n");

        var summary = Read(hasFloor: false);
        var lines = SummaryText.Write(summary).Split('\n');

        Assert.Equal("8 passed, 2 failed", lines[^2]);
        Assert.Equal("", lines[^1]);
        Assert.Contains("FAILED A.Bad", lines);
        Assert.Contains("    expected 1", lines);
        Assert.Contains("SKIPPED A.Later: needs an engine", lines);
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["A.Tests", "1", "1", "1", "12"]);
    }

    [Fact]
    public void Write_LongFailure_ShowsItsStartAndItsEnd()
    {
        Project("A.Tests", "1 1 no", ("A.Bad", "Failed", string.Join('\n', Enumerable.Range(1, 100).Select(line => $"line {line}"))));

        var lines = SummaryText.Write(Read(hasFloor: false)).Split('\n');

        Assert.Equal(
            ["    line 8", "    ... 76 lines left out ...", "    line 85"],
            lines.SkipWhile(line => line != "    line 8").Take(3));
        Assert.Contains("    line 100", lines);
    }

    [Theory]
    [InlineData("0 3 no", "no test ran", 1)]
    [InlineData("0 3 yes", null, 0)]
    [InlineData("134 3 yes", "exit code 134", 1)]
    public void Read_ProjectWithoutResults_FailsUnlessItMayBeEmpty(string run, string? said, int failed)
    {
        Project("A.Tests", run);

        var summary = Read(hasFloor: false);

        Assert.Equal(failed, summary.Failed);
        Assert.Equal(said is not null, SummaryText.Write(summary).Contains(said ?? "FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_RunEndedBadlyAfterTests_CountsOneFailureMore()
    {
        Project("A.Tests", "1 3 no", ("A.Good", "Passed", null));

        Assert.Equal((1, 1), (Read(hasFloor: false).Passed, Read(hasFloor: false).Failed));
    }

    [Fact]
    public void Read_TwoCoverageFiles_UnitesTheirLinesAndLeavesOutGeneratedOnes()
    {
        Coverage("a", "FamilyCart.Api", "/_/", ("FamilyCart.Api/List.cs", 1, 1), ("FamilyCart.Api/List.cs", 2, 0), ("FamilyCart.Api/List.cs", 3, 0));
        Coverage("b", "FamilyCart.Api", "/_/FamilyCart.Api/", ("List.cs", 1, 0), ("List.cs", 2, 5), ("Item.cs", 2, 0), ("obj/Log.g.cs", 1, 0));

        var coverage = Read(hasFloor: true).Coverage;

        Assert.Equal([("FamilyCart.Api", 4, 2)], coverage.Rooms);
        Assert.Equal(50, coverage.Percent);
    }

    [Theory]
    [InlineData(4, "5 passed, 0 failed")]
    [InlineData(3, "4 passed, 1 failed")]
    public void Write_Floor_IsOneMoreCheck(int reached, string closing)
    {
        Project("A.Tests", "0 1 no", [.. Enumerable.Range(0, 4).Select(i => ($"A.Good{i}", "Passed", (string?)null))]);
        Coverage("a", "FamilyCart.Api", "/_/", [.. Enumerable.Range(0, 5).Select(i => ("List.cs", i, i < reached ? 1 : 0))]);

        Assert.EndsWith($"\n{closing}\n", SummaryText.Write(Read(hasFloor: true)), StringComparison.Ordinal);
    }

    private Summary Read(bool hasFloor) => new(
        ResultsFolder.ReadProjects(_folder.Path),
        ResultsFolder.ReadChecks(_folder.Path),
        LineCoverage.Read(Directory.EnumerateFiles(_folder.Path, "coverage.cobertura.xml", SearchOption.AllDirectories)),
        hasFloor);

    private void Project(string name, string run, params IEnumerable<(string Test, string Outcome, string? Message)> tests)
    {
        var folder = _folder.Folder(name);
        File.WriteAllText(Path.Combine(folder, "run.txt"), run);
        var results = tests.Select(test => $"<UnitTestResult testName='{test.Test}' outcome='{test.Outcome}'>{Message(test.Message)}</UnitTestResult>");
        File.WriteAllText(
            Path.Combine(folder, "tests.trx"),
            $"<TestRun xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'><Results>{string.Concat(results)}</Results></TestRun>");
    }

    private static string Message(string? text) =>
        text is null ? "" : $"<Output><ErrorInfo><Message>{text}</Message></ErrorInfo></Output>";

    private void Coverage(string folder, string room, string source, params IEnumerable<(string File, int Line, int Hits)> lines)
    {
        var types = lines.GroupBy(line => line.File).Select(file =>
            $"<class filename='{file.Key}'><lines>{string.Concat(file.Select(line => $"<line number='{line.Line}' hits='{line.Hits}'/>"))}</lines></class>");
        File.WriteAllText(
            Path.Combine(_folder.Folder(folder), "coverage.cobertura.xml"),
            $"<coverage><sources><source>{source}</source></sources><packages><package name='{room}'><classes>{string.Concat(types)}</classes></package></packages></coverage>");
    }
}
