using FamilyCart.TestReport.Coverage;
using FamilyCart.TestReport.Report;
using FamilyCart.TestReport.Results;

if (args is not ([_] or [_, "--no-floor"]) || !Directory.Exists(args[0]))
{
    await Console.Error.WriteLineAsync("usage: FamilyCart.TestReport RESULTS-FOLDER [--no-floor]; ./test calls it.");
    return 2;
}

var summary = new Summary(
    ResultsFolder.ReadProjects(args[0]),
    ResultsFolder.ReadChecks(args[0]),
    LineCoverage.Read(Directory.EnumerateFiles(args[0], "coverage.cobertura.xml", SearchOption.AllDirectories)),
    HasFloor: args.Length == 1);
await Console.Out.WriteAsync(SummaryText.Write(summary));
return summary.Failed == 0 ? 0 : 1;
