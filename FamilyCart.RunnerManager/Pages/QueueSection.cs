using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The jobs that wait, and why each does.</summary>
internal static class QueueSection
{
    private const int MostJobs = 50;

    public static void Write(StringBuilder html, FleetPicture picture)
    {
        html.AppendLine("<section id=\"queue\">").AppendLine(CultureInfo.InvariantCulture, $"<h2>Queue <small>{picture.Waits.Count}</small></h2>");
        if (picture.Waits.Count == 0)
        {
            html.AppendLine("<p>No job waits.</p>").AppendLine("</section>");
            return;
        }

        var jobs = picture.Fleet.Jobs.ToDictionary(job => job.Job.Id);
        html.AppendLine("<ul>");
        foreach (var wait in picture.Waits.Take(MostJobs))
        {
            WriteWait(html, wait, jobs[wait.JobId], picture.Fleet.Now);
        }

        html.AppendLine("</ul>");
        if (picture.Waits.Count > MostJobs)
        {
            html.AppendLine(CultureInfo.InvariantCulture, $"<p>… and {picture.Waits.Count - MostJobs} more.</p>");
        }

        html.AppendLine("</section>");
    }

    private static void WriteWait(StringBuilder html, Wait wait, FleetJob job, DateTimeOffset now) => html.AppendLine(
        CultureInfo.InvariantCulture,
        $"<li id=\"job-{job.Job.Id}\">{JobTitle.Of(job.Job)} <small>for {Html.Age(now - (job.QueuedSince ?? job.SeenAt))}</small><br>{Html.Encode(WaitSentence.Of(wait, job.Job.Labels))}</li>");
}
