using System.Globalization;
using System.Text;
using FamilyCart.TestReport.Results;

namespace FamilyCart.TestReport.Report;

/// <summary>The summary as a person reads it; its last line is <c>N passed, N failed</c>.</summary>
internal static class SummaryText
{
    public static string Write(Summary summary)
    {
        var text = new StringBuilder();
        Failures(text, summary.Projects);
        Skipped(text, summary.Projects);
        Table(text, summary);
        if (summary.HasFloor)
        {
            Coverage(text, summary);
        }

        Line(text, $"{summary.Passed} passed, {summary.Failed} failed");
        return text.ToString();
    }

    private static void Failures(StringBuilder text, IEnumerable<ProjectResult> projects)
    {
        foreach (var project in projects.Where(project => project.Failed > 0))
        {
            foreach (var failure in project.Failures)
            {
                Line(text, $"FAILED {failure.Test}");
                Line(text, $"    {string.Join("\n    ", Excerpt.Of(failure.Text))}");
            }

            if (project.Fault is { } fault)
            {
                Line(text, $"FAILED {project.Name}: {fault}");
            }

            Line(text, $"");
        }
    }

    private static void Skipped(StringBuilder text, IEnumerable<ProjectResult> projects)
    {
        foreach (var test in projects.SelectMany(project => project.Skipped))
        {
            Line(text, $"SKIPPED {test.Test}: {test.Text.ReplaceLineEndings(" ")}");
        }
    }

    private static void Table(StringBuilder text, Summary summary)
    {
        Line(text, $"{"project",-56}{"passed",8}{"failed",8}{"skipped",9}{"seconds",9}");
        foreach (var project in summary.Projects)
        {
            Line(text, $"{project.Name,-56}{project.Passed,8}{project.Failed,8}{project.Skipped.Count,9}{project.Seconds,9}");
        }

        foreach (var check in summary.Checks)
        {
            Line(text, $"{check.Name,-56}{check.Passed,8}{check.Failed,8}");
        }

        Line(text, $"");
    }

    private static void Coverage(StringBuilder text, Summary summary)
    {
        Line(text, $"{"room",-56}{"lines",8}{"reached",8}");
        foreach (var (room, lines, reached) in summary.Coverage.Rooms)
        {
            Line(text, $"{room,-56}{lines,8}{100.0 * reached / Math.Max(lines, 1),7:F1}%");
        }

        Line(text, $"{"all rooms (at least " + Summary.Floor.ToString("F0", CultureInfo.InvariantCulture) + " %)",-56}{summary.Coverage.Rooms.Sum(room => room.Lines),8}{summary.Coverage.Percent,7:F1}%{(summary.MissesFloor ? "  FAILED" : "")}");
        Line(text, $"");
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
