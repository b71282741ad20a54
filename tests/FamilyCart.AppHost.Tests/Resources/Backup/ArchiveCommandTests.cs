using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources.Backup;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Resources.Backup;

/// <summary>What the server has its shell run.</summary>
public sealed class ArchiveCommandTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public void Of_OrdinaryPaths_IsReadable() => Assert.Equal(
        "pgbackrest --config=/var/lib/familycart/backup/pgbackrest.conf --stanza=uat archive-push %p",
        ArchiveCommand.Of("pgbackrest", "/var/lib/familycart/backup/pgbackrest.conf"));

    [Theory]
    [InlineData("/srv/family cart/uat")]
    [InlineData("/srv/50% of it/uat")]
    [InlineData(@"/srv/o'brien\$(uat)")]
    public async Task Of_OtherPaths_ReachesTheProgramAsTheyAre(string folder)
    {
        // The server reads its own file, then fills its own signs in.
        var command = (await ReadByTheServerAsync(ArchiveCommand.Of("echo", folder)))
            .Replace("%%", "\0", StringComparison.Ordinal).Replace("%p", "pg_wal/1", StringComparison.Ordinal).Replace('\0', '%');

        var result = await Command.RunAsync(["sh", "-c", command], "", s_limit, CancellationToken.None);

        Assert.Equal($"--config={folder} --stanza=uat archive-push pg_wal/1", result.Output.Trim());
    }

    private static async Task<string> ReadByTheServerAsync(string command)
    {
        using var folder = new TemporaryFolder();
        var (account, data) = (ServerAccount.For("postgres"), folder.Below("postgres"));
        account.CreateFolder(data);
        account.WriteSecretFile(Path.Combine(data, "postgresql.conf"), PostgresSettings.ForProcess(1, command));
        var result = await Command.RunAsync(
            [.. account.Prefix, Path.Combine(Programs.FindPostgres()!.Value.Folder, "postgres"), "-C", "archive_command", "-D", data], "", s_limit, CancellationToken.None);
        Assert.True(result.Succeeded, result.Errors);
        return result.Output.Trim();
    }
}
