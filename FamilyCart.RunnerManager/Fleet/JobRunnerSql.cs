namespace FamilyCart.RunnerManager.Fleet;

/// <summary>Which runner had a job, where GitHub names its registration.</summary>
internal static class JobRunnerSql
{
    /// <summary>
    /// Joins <c>runner</c> to <c>job</c>: of those that had the registration the last one that was there when the job began, as far as
    /// that is known by GitHub's own clock. GitHub tells whole seconds.
    /// </summary>
    /// <remarks>Two questions, since each has an index of its own, and both in one have none.</remarks>
    public const string Join = """
        left join lateral (
            select * from (
                select named.* from runner named where named.name = job.runner_name
                union all
                (select shared.* from runner shared
                 where shared.registration = job.runner_name
                   and coalesce(shared.free_at, shared.created_at) < coalesce(job.started_at, job.completed_at, clock_timestamp()) + interval '1 second'
                 order by shared.id desc limit 1)
            ) one
            order by one.id desc limit 1) runner on true
        """;
}
