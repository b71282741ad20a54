using FamilyCart.TestReport.Coverage;
using FamilyCart.TestReport.Results;

namespace FamilyCart.TestReport.Report;

/// <summary>Everything one run of ./test found out.</summary>
internal sealed record Summary(IReadOnlyList<ProjectResult> Projects, IReadOnlyList<CheckResult> Checks, LineCoverage Coverage, bool HasFloor)
{
    /// <summary>Percent of the rooms' lines, all together, that tests must reach.</summary>
    public const double Floor = 80;

    /// <summary>The floor counts as one more check where there is one.</summary>
    public bool MissesFloor => HasFloor && Coverage.Percent < Floor;

    public int Passed => Projects.Sum(project => project.Passed) + Checks.Sum(check => check.Passed) + (HasFloor && !MissesFloor ? 1 : 0);

    public int Failed => Projects.Sum(project => project.Failed) + Checks.Sum(check => check.Failed) + (MissesFloor ? 1 : 0);
}
