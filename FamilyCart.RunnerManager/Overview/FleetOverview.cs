using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Overview;

/// <summary>The fleet for programs.</summary>
/// <param name="At">When it was looked at, by the store's clock.</param>
/// <param name="Leads">Whether the instance that answers decides for all.</param>
/// <param name="Pools">As configured.</param>
/// <param name="Hosts">All that were ever heard of.</param>
/// <param name="Jobs">All that are not over.</param>
internal sealed record FleetOverview(
    DateTimeOffset At, bool Leads, IReadOnlyList<PoolOverview> Pools, IReadOnlyList<HostOverview> Hosts, IReadOnlyList<JobOverview> Jobs)
{
    public static FleetOverview Of(FleetPicture picture)
    {
        var fleet = picture.Fleet;
        var waits = picture.Waits.ToDictionary(wait => wait.JobId);
        return new(
            fleet.Now,
            picture.Leads,
            [.. fleet.Pools.Select(pool => Of(pool, fleet))],
            [.. fleet.Hosts.Select(host => new HostOverview(host.Name, host.IsAlive, host.LostSince, DrainOverview.Of(fleet.DrainOf(DrainTarget.Host, host.Name))))],
            [.. fleet.Jobs.Select(job => Of(job, waits.GetValueOrDefault(job.Job.Id)))]);
    }

    private static PoolOverview Of(Pool pool, FleetSnapshot fleet) => new(
        pool.Name,
        Lower(pool.Role),
        Lower(pool.Environment),
        pool.AuthorizedForProd,
        pool.Scope.Name,
        pool.Labels,
        pool.MinimumIdle,
        pool.Maximum,
        DrainOverview.Of(fleet.DrainOf(DrainTarget.Pool, pool.Name)),
        [.. fleet.Runners.Where(runner => runner.Pool == pool.Name).OrderBy(runner => runner.Slot).Select(runner => new RunnerOverview(
            pool.SlotName(runner.Slot), runner.Name, runner.Host, Words.Of(runner.State), runner.StateSince, runner.Retiring))]);

    private static JobOverview Of(FleetJob job, Wait? wait) => new(
        job.Job.Id,
        job.Job.Repository,
        job.Job.Name,
        Words.Of(job.Job.Status),
        job.QueuedSince,
        job.Job.RunnerName,
        wait?.Pool,
        wait?.Reason.ToString(),
        wait is null ? null : WaitSentence.Of(wait, job.Job.Labels));

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
