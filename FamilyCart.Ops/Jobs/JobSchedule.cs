using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Jobs;

/// <summary>Which job is due.</summary>
internal static class JobSchedule
{
    // A drill comes after what it is to prove.
    private static readonly JobKind[] s_order = [JobKind.Full, JobKind.Differential, JobKind.Dump, JobKind.DumpCopy, JobKind.Drill, JobKind.PastDrill];

    /// <returns>The first job that is due; null for none.</returns>
    public static JobKind? Due(BackupState state, ScheduleSettings schedule, DateTimeOffset now) => s_order
        .Where(job => IsDue(job, state, schedule, now))
        .Select(job => (JobKind?)job)
        .FirstOrDefault();

    private static bool IsDue(JobKind job, BackupState state, ScheduleSettings schedule, DateTimeOffset now)
    {
        if (state.Attempted.TryGetValue(job, out var attempted) && attempted <= now && now < attempted + schedule.Retry)
        {
            return false;
        }

        // What is yet to come has not been: a clock was wrong.
        var last = Last(job, state) is { } ended && ended <= now ? ended : (DateTimeOffset?)null;
        return job switch
        {
            // Of no use without a base backup; it is the full one's turn then.
            JobKind.PastDrill or JobKind.Drill when Last(JobKind.Full, state) is null => false,

            // A new base backup or dump is worth nothing until one has come back.
            JobKind.Drill when last is { } drilled && (Last(JobKind.Full, state) > drilled || Last(JobKind.Dump, state) > drilled) => true,

            // Each dump once; one that could not be copied is not made anew for that.
            JobKind.DumpCopy => state.Copy is { } copy && Last(JobKind.Dump, state) is { } dumped && dumped <= now && (copy.Dump is null || last is null || last < dumped),

            // Nothing lies between the first base backup and now.
            JobKind.PastDrill when last is null => state.Succeeded[JobKind.Full] <= now - schedule.Drill,
            _ => last is null || last <= now - Every(job, schedule),
        };
    }

    private static DateTimeOffset? Last(JobKind job, BackupState state) =>
        state.Succeeded.TryGetValue(job, out var own) && (job != JobKind.Differential || !(state.Succeeded.TryGetValue(JobKind.Full, out var full) && full > own)) ? own
        : job == JobKind.Differential && state.Succeeded.TryGetValue(JobKind.Full, out var whole) ? whole
        : null;

    private static TimeSpan Every(JobKind job, ScheduleSettings schedule) => job switch
    {
        JobKind.Full => schedule.Full,
        JobKind.Differential => schedule.Differential,
        JobKind.Dump => schedule.Dump,
        JobKind.Drill => schedule.Drill,
        _ => schedule.PastDrill,
    };
}
