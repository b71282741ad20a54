using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Images;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What is published archives and backs up, and data come back from it on the same server.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class ComposeBackupTests(ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 16000;
    private const string Database = "uat-db";
    private const string Backup = "uat-backup";
    private const string Point = $"before-{ComposeProject.Tag}";
    private const string Restored = "/var/lib/postgresql/data/restored";
    private const string Users = "select count(*) from account";

    [ImageFact]
    public async Task RestorePoint_BeforeTheFirstMigration_IsListed()
    {
        var project = await UpAsync();

        Assert.Equal("0", await project.InspectAsync("uat-restore-point", "{{.State.ExitCode}}"));
        var points = (await OpsAsync(project, "list")).GetProperty("backups").EnumerateArray().Select(backup => backup.GetProperty("restorePoint").GetString());
        Assert.Contains(Point, points);
    }

    [ImageFact]
    public async Task Drill_OfWhatIsPublished_LogsARestoredAccountIn()
    {
        var project = await UpAsync();
        await OpsAsync(project, "backup");
        await OpsAsync(project, "backup", "--kind", "dump");

        var drill = await OpsAsync(project, "drill");

        Assert.Empty(drill.GetProperty("faults").EnumerateArray());
        Assert.Empty(drill.GetProperty("skipped").EnumerateArray());
        Assert.Contains("a restored account logs in and reads its lists", drill.GetProperty("checks").EnumerateArray().Select(check => check.GetString()));
        Assert.Contains("the dump restores", drill.GetProperty("checks").EnumerateArray().Select(check => check.GetString()));
    }

    [ImageFact]
    public async Task Switch_AfterATableWasDropped_BringsItBack()
    {
        var project = await UpAsync();
        var before = await AskAsync(project, Users);
        await OpsAsync(project, "restore-point", "before-the-mistake");
        await AskAsync(project, "drop table account cascade");

        await OpsAsync(project, "restore", "--to", "before-the-mistake", "--into", Restored);
        var refused = await ComposeOpsAsync(project, "switch", "--to", Restored, "--yes");
        await DoneAsync(project, "stop", Database, Backup);
        await DoneAsync(project, "run", "--rm", "--no-deps", "-T", Backup, "ops", "switch", "--to", Restored, "--yes");
        await DoneAsync(project, "up", "--detach", "--wait");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains($"A server answers at {Database}:5432", refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, await AskAsync(project, Users));
        await OpsAsync(project, "backup");
    }

    [ImageFact]
    public async Task Server_OfAnEarlierVersionInTheRootOfTheVolume_IsNotPassedOver()
    {
        var project = await UpAsync();

        var result = await project.ComposeAsync(
            "run", "--rm", "--no-deps", "-T", "--env", "PGDATA=/tmp/server", "--entrypoint", "/bin/sh", Backup, "-c", "touch /tmp/PG_VERSION && exec entrypoint postgres --version");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("holds the server of an earlier version", result.Errors, StringComparison.Ordinal);
    }

    private Task<ComposeProject> UpAsync() => topology.UpAsync(Offset, []);

    // One job at a time: the service may be at one.
    private static async Task<JsonElement> OpsAsync(ComposeProject project, params string[] arguments)
    {
        CommandResult result = null!;
        await Patience.UntilAsync(async () => (result = await ComposeOpsAsync(project, arguments)).ExitCode != 3);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.Output}{result.Errors}");
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    private static Task<CommandResult> ComposeOpsAsync(ComposeProject project, params string[] arguments) => project.ComposeAsync(["exec", "-T", Backup, "ops", "--json", .. arguments]);

    private static async Task DoneAsync(ComposeProject project, params string[] arguments)
    {
        var result = await project.ComposeAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private static async Task<string> AskAsync(ComposeProject project, string statement)
    {
        var result = await project.ComposeAsync(
            "exec", "-T", Database, "sh", "-c", $"PGPASSWORD=$(cat /run/secrets/uat-db-password) psql --host 127.0.0.1 --username postgres --dbname familycart --tuples-only --no-align --command '{statement}'");
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Trim();
    }
}
