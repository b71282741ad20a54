using Aspire.Hosting.Conformance.Tests.Run;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Report;

/// <summary>One line of the report.</summary>
internal sealed record CaseVerdict(string Name, bool Passed, string Summary, string Details)
{
    public bool Gated => CaseList.Gated.Contains(Name);

    public string Line => $"{(Passed ? "pass" : "FAIL")}  {(Gated ? "gated" : "     ")}  {Name,-30} {Summary}";

    public static CaseVerdict Of(CaseOutcome outcome) => outcome.Conforms
        ? new(outcome.Name, true, "", "")
        : new(outcome.Name, false, $"{outcome.Differences.Count} differences, first: {outcome.Differences[0].Path}", outcome.Report());

    public static CaseVerdict CompiledOnly(string name) => new(name, true, "compiles; it has no run mode part", "");

    public static CaseVerdict NotCompiled(string name, IReadOnlyList<string> errors) =>
        new(name, false, $"does not compile, {errors.Count} errors", string.Join('\n', errors));

    public static CaseVerdict Broken(string name, string reason) => new(name, false, reason.Split('\n')[0], reason);
}
