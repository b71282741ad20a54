using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.History;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>One pool: what it is for, how full it is, and its runners with their life lines.</summary>
internal static class PoolCard
{
    private const int MostRunners = 64;

    /// <param name="html">Where to.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="fleet">What there is.</param>
    /// <param name="jobs">The jobs that runners have, by registration.</param>
    /// <param name="history">The life lines.</param>
    public static void Write(StringBuilder html, Pool pool, FleetSnapshot fleet, IReadOnlyDictionary<string, FleetJob> jobs, FleetHistory history)
    {
        var runners = fleet.Runners.Where(runner => runner.Pool == pool.Name).OrderBy(runner => runner.Slot).ThenBy(runner => runner.Id).ToList();
        var drain = fleet.DrainOf(DrainTarget.Pool, pool.Name);
        html.AppendLine(CultureInfo.InvariantCulture, $"""
            <article id="pool-{pool.Name}">
            <h3>{Html.Encode(pool.Name)} <small>{Html.Lower(pool.Role)}</small></h3>
            <p>{Html.Encode(pool.Scope.Name)}{(pool.AuthorizedForProd ? ", may deploy to production" : "")}<br><small>{Html.Encode(string.Join(", ", pool.Labels))}</small></p>
            <p>{Count(runners, RunnerState.Busy)} busy, {Count(runners, RunnerState.Listening)} listening, at most {pool.Maximum}</p>
            {DrainNote.Of(drain)}{Refusal(pool, fleet)}
            <p id="acts-{pool.Name}">{OperatorButton.Toggle("pools", pool.Name, drain is not null)}</p>
            <ul>
            """);
        foreach (var runner in runners.Take(MostRunners))
        {
            WriteRunner(html, pool.SlotName(runner.Slot), runner, fleet.Now, jobs.GetValueOrDefault(runner.RegisteredAs), history.Of(runner.Name));
        }

        html.AppendLine("</ul>");
        if (runners.Count > MostRunners)
        {
            html.AppendLine(CultureInfo.InvariantCulture, $"<p>… and {runners.Count - MostRunners} more.</p>");
        }

        html.AppendLine("</article>");
    }

    private static void WriteRunner(StringBuilder html, string slot, FleetRunner runner, DateTimeOffset now, FleetJob? job, IReadOnlyList<LifeStep> steps) => html.AppendLine(
        CultureInfo.InvariantCulture,
        $"""
        <li id="runner-{runner.Id}"><b>{Html.Encode(slot)}</b> <span class="{Words.Of(runner.State)}">{Words.Of(runner.State)}</span> <small>for {Html.Age(now - runner.StateSince)} on {Html.Encode(runner.Host)}{(runner.Retiring ? ", retiring" : "")}</small>
        {(runner.IsAvailable ? OperatorButton.Replace(slot) : "")}{(job is null ? Over(runner, now) : $"<br>{JobTitle.Of(job.Job)}")}
        {LifeLine.Of(steps)}</li>
        """);

    private static string Over(FleetRunner runner, DateTimeOffset now) => runner is { State: RunnerState.Busy, JobOverSince: { } since }
        ? $"<br><small>its job is over for {Html.Age(now - since)}</small>"
        : "";

    private static string Refusal(Pool pool, FleetSnapshot fleet) =>
        fleet.Refusals.FirstOrDefault(refusal => refusal.Pool == pool.Name) is { } refusal ? $"<p class=\"lost\">{Html.Encode(refusal.Describe(fleet.Now))}</p>" : "";

    private static int Count(List<FleetRunner> runners, RunnerState state) => runners.Count(runner => runner.State == state);
}
