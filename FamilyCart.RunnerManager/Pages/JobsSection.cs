using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.History;
using FamilyCart.RunnerManager.Leading;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The jobs that run, and those that ended last.</summary>
internal static class JobsSection
{
    private const int MostJobs = 50;

    public static void Write(StringBuilder html, FleetPicture picture, FleetHistory history)
    {
        var running = picture.Fleet.Jobs.Where(job => job.Job.Status == GitHubJobStatus.InProgress).Select(job => job.Job).ToList();
        html.AppendLine(CultureInfo.InvariantCulture, $"<section id=\"running\"><h2>Running <small>{running.Count}</small></h2>").AppendLine(running.Count == 0 ? "<p>No job runs.</p>" : "<ul>");
        foreach (var job in running.Take(MostJobs))
        {
            html.AppendLine(CultureInfo.InvariantCulture, $"<li id=\"job-{job.Id}\">{JobTitle.Of(job)}<br><small>{Where(job.RunnerName)}{(job.StartedAt is { } at ? $" since {Html.Moment(at)}" : "")}</small></li>");
        }

        html.AppendLine(running.Count == 0 ? "</section>" : "</ul></section>");
        html.AppendLine("<section id=\"ended\"><h2>Ended last</h2>").AppendLine(history.Ended.Count == 0 ? "<p>No job has ended.</p>" : "<ul>");
        foreach (var job in history.Ended)
        {
            WriteEnded(html, job, history);
        }

        html.AppendLine(history.Ended.Count == 0 ? "</section>" : "</ul></section>");
    }

    private static void WriteEnded(StringBuilder html, EndedJob job, FleetHistory history)
    {
        var took = job.StartedAt is { } start && job.EndedAt >= start ? $" after {Html.Age(job.EndedAt - start)}" : "";
        var steps = job.Life is { } runner ? LifeLine.Of(history.Of(runner)) : "";
        html.AppendLine(
            CultureInfo.InvariantCulture,
            $"""
            <li id="job-{job.Id}">{JobTitle.Of(job.Id, job.Name, job.Repository, job.Workflow, job.Branch)}<br><span class="{Class(job.Conclusion)}">{Html.Encode(job.Conclusion ?? "no conclusion")}</span> <small>{Html.Moment(job.EndedAt)}{took}, {Where(job.Runner)}</small>
            {(steps.Length == 0 ? "" : $"<details id=\"life-{job.Id}\"><summary>Life of its runner</summary>{steps}</details>")}</li>
            """);
    }

    private static string Where(string? runner) => runner is null ? "on no runner" : $"on {Html.Name(runner)}";

    private static string Class(string? conclusion) => conclusion switch
    {
        "success" => "good",
        "failure" or "timed_out" => "bad",
        _ => "other",
    };
}
