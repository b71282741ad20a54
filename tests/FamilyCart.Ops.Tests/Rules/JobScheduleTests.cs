using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Tests.Rules;

public sealed class JobScheduleTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private static readonly ScheduleSettings s_schedule = new(
        TimeSpan.FromDays(7), TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));

    [Fact]
    public void Due_AtFirst_IsAFullBackupThenADumpThenADrillThatProvesBoth()
    {
        var state = BackupState.Empty;
        foreach (var expected in new JobKind?[] { JobKind.Full, JobKind.Dump, JobKind.Drill, null })
        {
            var due = JobSchedule.Due(state, s_schedule, s_start);

            Assert.Equal(expected, due);
            if (due is { } job)
            {
                state = state.Begun(job, s_start).Ended(job, s_start, fault: null);
            }
        }
    }

    [Fact]
    public void Due_OverThreeWeeks_DoesEachJobAsOftenAsItSays()
    {
        var state = BackupState.Empty;
        Dictionary<JobKind, int> done = [];
        for (var now = s_start; now < s_start.AddDays(21); now += TimeSpan.FromMinutes(10))
        {
            while (JobSchedule.Due(state, s_schedule, now) is { } job)
            {
                done[job] = done.GetValueOrDefault(job) + 1;
                state = state.Begun(job, now).Ended(job, now, fault: null);
                now += TimeSpan.FromMinutes(1);
            }
        }

        Assert.Equal(3, done[JobKind.Full]);
        Assert.Equal(18, done[JobKind.Differential]);
        Assert.InRange(done[JobKind.Dump], 20, 21);
        Assert.InRange(done[JobKind.Drill], 20, 24);
        Assert.Equal(3, done[JobKind.PastDrill]);
    }

    [Fact]
    public void Due_WithACopy_EachDumpIsCopiedOnceAndAfterAFaultNotMadeAnew()
    {
        var state = Done(Done(BackupState.Empty.Copied("/copy", s_start), JobKind.Full, s_start), JobKind.Dump, s_start);
        Assert.Equal(JobKind.DumpCopy, Due(s_start));

        state = state.Begun(JobKind.DumpCopy, s_start).Ended(JobKind.DumpCopy, s_start, "no room");
        Assert.NotEqual(JobKind.DumpCopy, Due(s_start.AddMinutes(14)));
        Assert.Equal(JobKind.DumpCopy, Due(s_start.AddMinutes(15)));

        state = Done(state.DumpCopied(s_start), JobKind.DumpCopy, s_start.AddMinutes(15));
        Assert.NotEqual(JobKind.DumpCopy, Due(s_start.AddHours(23)));
        state = Done(state, JobKind.Dump, s_start.AddHours(24));
        Assert.Equal(JobKind.DumpCopy, Due(s_start.AddHours(24)));

        // Another place has none of them.
        state = Done(state, JobKind.DumpCopy, s_start.AddHours(24)).Copied("/another", s_start.AddHours(25));
        Assert.Equal(JobKind.DumpCopy, Due(s_start.AddHours(25)));
        // Nor is a dump of another server one of this.
        Assert.Equal(JobKind.Dump, JobSchedule.Due(Done(state, JobKind.Differential, s_start.AddHours(25)).Adopted(), s_schedule, s_start.AddHours(25)));
        state = state.Copied(null, s_start.AddHours(26));
        Assert.NotEqual(JobKind.DumpCopy, Due(s_start.AddHours(26)));

        JobKind? Due(DateTimeOffset now) => JobSchedule.Due(Done(state, JobKind.Differential, now), s_schedule, now);

        static BackupState Done(BackupState state, JobKind job, DateTimeOffset at) => state.Begun(job, at).Ended(job, at, fault: null);
    }

    [Fact]
    public void Due_AfterAFault_WaitsForTheRetryAndLetsOthersPass()
    {
        var state = BackupState.Empty.Begun(JobKind.Full, s_start).Ended(JobKind.Full, s_start, "full");

        Assert.Equal(JobKind.Differential, JobSchedule.Due(state, s_schedule, s_start.AddMinutes(14)));
        Assert.Equal(JobKind.Full, JobSchedule.Due(state, s_schedule, s_start.AddMinutes(15)));
        Assert.Equal(1, state.Failures[JobKind.Full]);

        // One that failed after long is not at once the next again, before all others.
        state = BackupState.Empty.Begun(JobKind.Full, s_start).Ended(JobKind.Full, s_start.AddHours(6), "it was ended");
        Assert.NotEqual(JobKind.Full, JobSchedule.Due(state, s_schedule, s_start.AddHours(6).AddMinutes(1)));
    }
}
