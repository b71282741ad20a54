using FamilyCart.EndToEnd.Tests.Images;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>A server that is gone with all its volumes, and comes back from the published folder and the second copy, as docs/backup.md says.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class ComposeCopyTests(ImageEngine engine, ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 11000;
    private const string Restored = "/var/lib/postgresql/data/restored";
    private const string Archived = "select last_archived_wal >= (select max(name) from left_behind) from pg_stat_archiver";

    [ImageFact]
    public async Task MachineGone_WhatIsLeftIsTheProjectAndTheCopy_ComesBack()
    {
        await topology.MakeImagesAsync();
        using var copy = new TemporaryFolder();
        var owned = await RunningCommand.RunAsync(["install", "--directory", "--owner", "999", "--group", "999", "--mode", "700", Path.Combine(copy.Path, "familycart")]);
        Assert.True(owned.ExitCode == 0, owned.Errors);
        await using var project = await ComposeProject.PublishAsync(engine, Offset, "--Backup:Copy:Folder", Path.Combine(copy.Path, "familycart"));
        await project.DoneAsync("up", "--detach", "--wait", "--wait-timeout", "300");
        await project.OpsAsync("backup");
        await project.AskAsync("create table left_behind as select pg_walfile_name(pg_current_wal_lsn()) as name");
        await project.AskAsync("select pg_switch_wal()");
        await Patience.UntilAsync(async () => await project.AskAsync(Archived) == "t");
        await project.DoneAsync("down", "--volumes");

        await project.DoneAsync("up", "--detach", "uat-db-provision");
        await project.AloneAsync("restore", "--to", "latest", "--from", "copy", "--into", Restored);
        await project.DoneAsync("stop", BackedUpProject.Database);
        await project.AloneAsync("switch", "--to", Restored, "--yes");
        await project.DoneAsync("up", "--detach", "--wait", BackedUpProject.Database);
        await project.AloneAsync("adopt-server");
        await project.DoneAsync("up", "--detach", "--wait", "--wait-timeout", "300");

        Assert.Equal("1", await project.AskAsync("select count(*) from left_behind"));
        await project.OpsAsync("backup");
        var drill = await project.OpsAsync("drill");
        Assert.Empty(drill.GetProperty("faults").EnumerateArray());
    }
}
