using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Settings;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Ops.Tests.Rules;

public sealed class StateFileTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("familycart-ops-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_AfterARestart_KnowsWhatIsDue()
    {
        Make().Change(state => Done(Done(state, JobKind.Full, s_start), JobKind.Dump, s_start.AddHours(-20)));

        var read = Make().Read();

        Assert.Equal(s_start, read.Succeeded[JobKind.Full]);
        Assert.Equal(JobKind.Drill, JobSchedule.Due(read, Settings().Schedule, s_start.AddHours(1)));
        Assert.Equal(JobKind.Dump, JobSchedule.Due(read, Settings().Schedule, s_start.AddHours(4)));
        Assert.Equal(JobKind.Differential, JobSchedule.Due(read, Settings().Schedule, s_start.AddHours(25)));
        Assert.Equal(JobKind.Full, JobSchedule.Due(read, Settings().Schedule, s_start.AddDays(7)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"Succeeded\": { \"Full\": ")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Read_WhatIsDamaged_HasEverythingDue(string text)
    {
        Make().Change(state => Done(state, JobKind.Full, s_start));
        File.WriteAllText(StateOf(_folder), text);

        Assert.Equal(JobKind.Full, JobSchedule.Due(Make().Read(), Settings().Schedule, s_start));
    }

    [Fact]
    public void CountUnwritten_WhileItCannotBeWritten_CountsAndIsWrittenWithTheNextChange()
    {
        var state = Make();
        state.Change(before => before.Ended(JobKind.Dump, s_start, "a fault"));
        state.CountUnwritten(JobKind.Dump);
        state.CountUnwritten(JobKind.Full);

        Assert.Equal((2, 1), (state.Read().Failures[JobKind.Dump], state.Read().Failures[JobKind.Full]));
        Assert.Equal(1, Make().Read().Failures[JobKind.Dump]);
        state.Change(before => Done(before, JobKind.Full, s_start));
        state.Change(before => Done(before, JobKind.Dump, s_start));
        Assert.Equal((2, 1), (Make().Read().Failures[JobKind.Dump], Make().Read().Failures[JobKind.Full]));
    }

    private static BackupState Done(BackupState state, JobKind job, DateTimeOffset at) => state.Begun(job, at).Ended(job, at, fault: null);

    private static string StateOf(string folder) => new BackupFolders(folder).State;

    private StateFile Make() => new(Settings());

    private BackupSettings Settings() =>
        BackupSettings.Read(new SettingReader(new ConfigurationBuilder().AddInMemoryCollection([new("Backup:Folder", _folder)]).Build().GetSection("Backup")), connectionString: null);
}
