using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Ops.Tests.Rules;

/// <summary>What jobs came to outlives a restart, and a disk that cannot be written.</summary>
public sealed class StateFileTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("familycart-state-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Remember_FolderCannotBeWritten_CountsAndWaitsAndIsWrittenLater()
    {
        var folder = Path.Combine(_folder, "backup");
        // A file where the folder should be: not even root can make anything below it.
        File.WriteAllText(folder, "");
        var state = new StateFile(Settings(folder));

        state.Remember(Failed);
        state.Remember(Failed);

        Assert.Equal((2, "no room"), (state.Read().Failures[JobKind.Full], state.Read().LastFault));
        Assert.NotEqual(JobKind.Full, JobSchedule.Due(state.Read(), Settings(folder).Schedule, s_now));

        File.Delete(folder);
        Directory.CreateDirectory(folder);
        state.Change(before => before.Ended(JobKind.Full, s_now, fault: null));

        var next = new StateFile(Settings(folder)).Read();
        Assert.Equal((2, s_now, null), (next.Failures[JobKind.Full], next.Succeeded[JobKind.Full], next.LastFault));
        // What another process writes from now on is seen.
        new StateFile(Settings(folder)).Change(before => before.Ended(JobKind.Dump, s_now, "of a command"));
        Assert.Equal("of a command", state.Read().LastFault);

        static BackupState Failed(BackupState before) => before.Begun(JobKind.Full, s_now).Ended(JobKind.Full, s_now, "no room");
    }

    [Fact]
    public void Copied_AnotherPlace_IsProvenAnew()
    {
        var drill = new DrillResult(DrillKind.Past, s_now, "", null, null, null, new Dictionary<string, IReadOnlyDictionary<string, long>>(), null, [], [], [], BackupSource.Copy);
        var file = new StateFile(Settings(_folder));
        file.Change(state => state.Copied("/one", s_now.AddDays(-1)).Drilled(drill));

        Assert.Equal(new CopyProof("/one", s_now.AddDays(-1), s_now), new StateFile(Settings(_folder)).Read().Copy);
        Assert.Equal(s_now, file.Change(state => state.Copied("/one", s_now.AddDays(2)).Drilled(drill with { Faults = ["something"], StartedAt = s_now.AddDays(2) })).Copy!.Proven);
        Assert.Equal(new CopyProof("/two", s_now.AddDays(3), null), file.Change(state => state.Copied("/two", s_now.AddDays(3))).Copy);
        Assert.Null(file.Change(state => state.CopyBegun("/two", s_now.AddDays(3)).Copied(null, s_now.AddDays(4))).Copy);

        // One that was taken out and comes back was begun all the same.
        var back = new StateFile(Settings(_folder)).Change(state => state.Copied("/two", s_now.AddDays(5)));
        Assert.Equal((true, false), (back.HasBegun("/two"), back.HasBegun("/three")));
    }

    [Fact]
    public void Read_AfterARestart_KnowsWhatIsDue()
    {
        new StateFile(Settings(_folder)).Change(state => Done(Done(state, JobKind.Full, s_now), JobKind.Dump, s_now.AddHours(-20)));

        var read = new StateFile(Settings(_folder)).Read();

        var schedule = Settings(_folder).Schedule;
        Assert.Equal(JobKind.Drill, JobSchedule.Due(read, schedule, s_now.AddHours(1)));
        Assert.Equal(JobKind.Dump, JobSchedule.Due(read, schedule, s_now.AddHours(4)));
        Assert.Equal(JobKind.Differential, JobSchedule.Due(read, schedule, s_now.AddHours(25)));
        Assert.Equal(JobKind.Full, JobSchedule.Due(read, schedule, s_now.AddDays(7)));

        static BackupState Done(BackupState state, JobKind job, DateTimeOffset at) => state.Begun(job, at).Ended(job, at, fault: null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"Succeeded\":")]
    public void Read_Damaged_HasEverythingDue(string content)
    {
        File.WriteAllText(Path.Combine(_folder, "state.json"), content);

        Assert.Equal(JobKind.Full, JobSchedule.Due(new StateFile(Settings(_folder)).Read(), Settings(_folder).Schedule, s_now));
    }

    private static BackupSettings Settings(string folder)
    {
        var values = new Dictionary<string, string?> { ["Backup:Folder"] = folder, ["Backup:DataFolder"] = "/var/lib/data", ["Backup:Programs"] = "/usr/bin" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return BackupSettings.Read(new SettingReader(configuration.GetSection("Backup")), "Host=127.0.0.1;Database=backup;Username=backup", LiveSecrets.None);
    }
}
