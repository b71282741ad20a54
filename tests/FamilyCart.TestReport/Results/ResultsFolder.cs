using System.Globalization;

namespace FamilyCart.TestReport.Results;

/// <summary>
/// The folder that ./test fills: one folder a project with <c>*.trx</c> and <c>run.txt</c> (exit code, seconds, whether it may be
/// empty), and <c>checks.txt</c> with a line a check (passed, failed, name).
/// </summary>
internal static class ResultsFolder
{
    public static IReadOnlyList<ProjectResult> ReadProjects(string folder) =>
        [.. Directory.EnumerateFiles(folder, "run.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(ReadProject)];

    public static IReadOnlyList<CheckResult> ReadChecks(string folder)
    {
        var path = Path.Combine(folder, "checks.txt");
        return !File.Exists(path)
            ? []
            : [.. File.ReadLines(path).Select(line => line.Split(' ', 3)).Select(parts => new CheckResult(parts[2], Number(parts[0]), Number(parts[1])))];
    }

    private static ProjectResult ReadProject(string runFile)
    {
        var folder = Path.GetDirectoryName(runFile)!;
        var run = File.ReadAllText(runFile).Split(' ', StringSplitOptions.TrimEntries);
        var tests = Directory.EnumerateFiles(folder, "*.trx").SelectMany(TestResultFile.Read).ToLookup(test => test.Outcome);
        return new ProjectResult(
            Path.GetFileName(folder),
            tests["Passed"].Count(),
            [.. tests.Where(outcome => outcome.Key is not ("Passed" or "NotExecuted")).SelectMany(Notes)],
            [.. Notes(tests["NotExecuted"])],
            Number(run[0]),
            Number(run[1]),
            run[2] == "yes");
    }

    private static IEnumerable<TestNote> Notes(IEnumerable<(string Test, string Outcome, string Text)> tests) =>
        tests.Select(test => new TestNote(test.Test, test.Text));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
