using FamilyCart.EndToEnd.Tests.Images;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What is published archives and backs up, and data come back from it on the same server.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class ComposeBackupTests(ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 16000;
    private const string Point = $"before-{ComposeProject.Tag}";
    private const string Restored = "/var/lib/postgresql/data/restored";
    private const string Users = "select count(*) from account";

    [ImageFact]
    public async Task RestorePoint_BeforeTheFirstMigration_IsListed()
    {
        var project = await UpAsync();

        Assert.Equal("0", await project.InspectAsync("uat-restore-point", "{{.State.ExitCode}}"));
        var points = (await project.OpsAsync("list")).GetProperty("backups").EnumerateArray().Select(backup => backup.GetProperty("restorePoint").GetString());
        Assert.Contains(Point, points);
    }

    [ImageFact]
    public async Task Drill_OfWhatIsPublished_LogsARestoredAccountIn()
    {
        var project = await UpAsync();
        await project.OpsAsync("backup");
        await project.OpsAsync("backup", "--kind", "dump");

        var drill = await project.OpsAsync("drill");

        Assert.Empty(drill.GetProperty("faults").EnumerateArray());
        Assert.Empty(drill.GetProperty("skipped").EnumerateArray());
        Assert.Contains("a restored account logs in and reads its lists", drill.GetProperty("checks").EnumerateArray().Select(check => check.GetString()));
        Assert.Contains("the dump restores", drill.GetProperty("checks").EnumerateArray().Select(check => check.GetString()));
    }

    [ImageFact]
    public async Task Switch_AfterATableWasDropped_BringsItBack()
    {
        var project = await UpAsync();
        var before = await project.AskAsync(Users);
        await project.OpsAsync("restore-point", "before-the-mistake");
        await project.AskAsync("drop table account cascade");

        await project.OpsAsync("restore", "--to", "before-the-mistake", "--into", Restored);
        var refused = await project.TryOpsAsync("switch", "--to", Restored, "--yes");
        // All of it: what has seen the server go is unhealthy, and the next `up --wait` would end at once instead of waiting for it.
        await project.DoneAsync("stop");
        await project.DoneAsync("run", "--rm", "--no-deps", "-T", BackedUpProject.Backup, "ops", "switch", "--to", Restored, "--yes");
        await project.DoneAsync("up", "--detach", "--wait");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains($"A server answers at {BackedUpProject.Database}:5432", refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, await project.AskAsync(Users));
        await project.OpsAsync("backup");
    }

    [ImageFact]
    public async Task Server_OfAnEarlierVersionInTheRootOfTheVolume_IsNotPassedOver()
    {
        var project = await UpAsync();

        var result = await project.ComposeAsync(
            "run", "--rm", "--no-deps", "-T", "--env", "PGDATA=/tmp/server", "--entrypoint", "/bin/sh", BackedUpProject.Backup, "-c", "touch /tmp/PG_VERSION && exec entrypoint postgres --version");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("holds the server of an earlier version", result.Errors, StringComparison.Ordinal);
    }

    private Task<ComposeProject> UpAsync() => topology.UpAsync(Offset, []);
}
