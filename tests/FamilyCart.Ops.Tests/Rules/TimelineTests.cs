using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Restoring;

namespace FamilyCart.Ops.Tests.Rules;

/// <summary>
/// A server whose table was dropped at 10:30 was restored at 11:00 to 10:15, and once more at 13:00 to 12:15, each time with an hour of
/// work left behind.
/// </summary>
public sealed class TimelineTests
{
    private static readonly Timelines s_timelines = new(
    [
        new Timeline(2, At(11), [new TimelineFork(1, 0x4000000)]),
        new Timeline(3, At(13), [new TimelineFork(1, 0x4000000), new TimelineFork(2, 0x8000000)]),
    ]);

    private static readonly Catalogue s_catalogue = new(
        [
            Backup("first", 9, 1, 0x2000000), Backup("left", 10.75, 1, 0x5000000, "release-7"), Backup("second", 11.25, 2, 0x6000000),
            Backup("left too", 12.75, 2, 0x9000000),
        ],
        "00000003000000000000000A", new Dictionary<BackupSource, string>(), "15", new HashSet<BackupSource> { BackupSource.Repository }, s_timelines);

    [Theory]
    [InlineData(9.5, "first", 1)]
    [InlineData(10.8, "left", 1)]
    [InlineData(11.1, "first", 2)]
    [InlineData(12.5, "second", 2)]
    [InlineData(12.9, "left too", 2)]
    [InlineData(13.5, "second", 3)]
    public void Choose_Moment_FollowsTheTimelineThatTheServerLivedOnThen(double hour, string backup, int timeline) =>
        Assert.Equal((backup, (uint)timeline), Choose(new RestoreTarget(At(hour), null)));

    [Fact]
    public void Choose_Latest_TakesNoBackupThatWasLeftBehind() => Assert.Equal(("second", 3u), Choose(RestoreTarget.Latest));

    [Fact]
    public void Choose_RestorePointThatWasLeftBehind_IsStillReached() => Assert.Equal(("left", 1u), Choose(new RestoreTarget(null, "release-7")));

    [Fact]
    public void Choose_MomentBeforeTheFirstBackup_HasNone() =>
        Assert.Contains("lies before the end of the oldest base backup", RestorePlan.Choose(s_catalogue, new RestoreTarget(At(8), null), At(14)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Choose_NothingLeadsToTheNewestTimeline_SaysHowToBeginAnew()
    {
        var catalogue = s_catalogue with { Timelines = new Timelines([new Timeline(2, At(11), [new TimelineFork(1, 0x1000000)])]), Backups = [s_catalogue.Backups[0]] };

        Assert.Contains("No base backup leads to timeline 2", RestorePlan.Choose(catalogue, RestoreTarget.Latest, At(14)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void At_HistoriesWereCopiedLater_BackupsShowWhenTheTimelineBegan()
    {
        var copied = new Timelines([.. s_timelines.Later.Select(timeline => timeline with { Since = At(20) })]);

        Assert.Equal(2u, copied.At(At(12), s_catalogue.Backups));
    }

    [Theory]
    [InlineData(2, "000000020000000000000009", true)]
    [InlineData(1, "000000010000000000000009", true)]
    [InlineData(2, "000000040000000000000009", false)]
    [InlineData(4, "000000020000000000000009", false)]
    public void Knows_TimelineWithoutItsHistory_IsAFault(int ofBackup, string segment, bool knows) => Assert.Equal(
        knows, s_timelines.Knows(s_catalogue with { Backups = [Backup("one", 9, (uint)ofBackup, 1)], LastSegment = segment }));

    [Fact]
    public void Read_HistoryWithComments_HasEachFork() => Assert.Equal(
        [new TimelineFork(1, 0x4000028), new TimelineFork(2, 0x1_0A000000)],
        TimelineFork.Read(["# written by hand", "1\t0/4000028\tbefore 2026-11-22 10:15:00+00", "", "2\t1/A000000\tat restore point \"release-8\""]));

    [Theory]
    [InlineData("1 0/4000028 no tabs")]
    [InlineData("1\t4000028\tno halves")]
    public void Read_SomethingElse_IsNotTakenForAHistory(string line) => Assert.Throws<FormatException>(() => TimelineFork.Read([line]));

    private static (string, uint) Choose(RestoreTarget target)
    {
        var (plan, reason) = RestorePlan.Choose(s_catalogue, target, At(14));
        Assert.Null(reason);
        return (plan!.Backup.Label, plan.Timeline!.Value);
    }

    private static BaseBackup Backup(string label, double hour, uint timeline, ulong end, string? restorePoint = null) =>
        new(label, BackupSource.Repository, BaseBackupKind.Full, At(hour), At(hour), 10, 1, restorePoint, timeline, end);

    private static DateTimeOffset At(double hour) => new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).AddHours(hour);
}
