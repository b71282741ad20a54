using System.Globalization;
using System.Net;
using System.Text;
using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The page's parts that change: the queue with its reasons, and the pools with their runners.</summary>
internal static class FleetSections
{
    private const int MostJobs = 50;
    private const int MostRunners = 64;

    public static string Write(FleetPicture? picture)
    {
        if (picture is null)
        {
            return "<p role=\"status\">The fleet is being looked at for the first time.</p>";
        }

        var html = new StringBuilder();
        WriteQueue(html, picture);
        foreach (var pool in picture.Fleet.Pools)
        {
            WritePool(html, pool, picture.Fleet);
        }

        if (picture.Fleet.Pools.Count == 0)
        {
            html.AppendLine("<p>No pool is configured: name one with <code>Pools:NAME:Scope</code>.</p>");
        }

        return html.ToString();
    }

    private static void WriteQueue(StringBuilder html, FleetPicture picture)
    {
        html.AppendLine("<h2>Queue</h2>");
        if (picture.Waits.Count == 0)
        {
            html.AppendLine("<p>No job waits.</p>");
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
    }

    private static void WriteWait(StringBuilder html, Wait wait, FleetJob job, DateTimeOffset now) => html.AppendLine(
        CultureInfo.InvariantCulture,
        $"<li><b>{Encode(job.Job.Name)}</b> {Encode(job.Job.Repository)} <small>for {Age(now - (job.QueuedSince ?? job.SeenAt))}</small><br>{Encode(WaitSentence.Of(wait, job.Job.Labels))}</li>");

    private static void WritePool(StringBuilder html, Pool pool, FleetSnapshot fleet)
    {
        var runners = fleet.Runners.Where(runner => runner.Pool == pool.Name).OrderBy(runner => runner.Slot).ToList();
        var jobs = fleet.Jobs.Where(job => job.Job.RunnerName is not null).GroupBy(job => job.Job.RunnerName!).ToDictionary(group => group.Key, group => group.First());
        html.AppendLine(CultureInfo.InvariantCulture, $"""
            <section>
            <h2>{Encode(pool.Name)}</h2>
            <p>{Lower(pool.Role)}, {Lower(pool.Environment)}{(pool.AuthorizedForProd ? ", may deploy to production" : "")}; {Encode(pool.Scope.Name)}; {Encode(string.Join(", ", pool.Labels))}</p>
            <p>{runners.Count(runner => runner.State == RunnerState.Busy)} busy, {runners.Count(runner => runner.State == RunnerState.Listening)} listening, at most {pool.Maximum}</p>
            {Refusal(pool, fleet)}<ul>
            """);
        foreach (var runner in runners.Take(MostRunners))
        {
            var job = jobs.GetValueOrDefault(runner.Name);
            html.AppendLine(
                CultureInfo.InvariantCulture,
                $"<li><b>{Encode(pool.SlotName(runner.Slot))}</b> <span class=\"{Class(runner)}\">{Words.Of(runner.State)}</span> <small>for {Age(fleet.Now - runner.StateSince)} on {Encode(runner.Host)}{(runner.Retiring ? ", retiring" : "")}</small>{(job is null ? "" : $"<br>{Encode(job.Job.Name)}, {Encode(job.Job.Repository)}")}</li>");
        }

        html.AppendLine("</ul>").AppendLine("</section>");
    }

    private static string Refusal(Pool pool, FleetSnapshot fleet) =>
        fleet.Refusals.FirstOrDefault(refusal => refusal.Pool == pool.Name) is { } refusal ? $"<p class=\"away\">{Encode(refusal.Describe(fleet.Now))}</p>\n" : "";

    private static string Class(FleetRunner runner) => runner.State switch
    {
        RunnerState.Busy => "busy",
        RunnerState.Lost => "away",
        _ => "idle",
    };

    private static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h"),
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
