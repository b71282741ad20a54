using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources.Backup;

namespace FamilyCart.AppHost.Tests.Resources.Backup;

/// <summary>What the server has its shell run.</summary>
public sealed class ArchiveCommandTests
{
    [Fact]
    public void Of_OrdinaryPaths_IsReadable() => Assert.Equal(
        "pgbackrest --config=/var/lib/familycart/backup/pgbackrest.conf --stanza=uat archive-push %p",
        ArchiveCommand.Of("pgbackrest", "/var/lib/familycart/backup/pgbackrest.conf"));

    [Theory]
    [InlineData("/srv/family cart/uat")]
    [InlineData("/srv/50% of it/uat")]
    [InlineData("/srv/o'brien/$(uat)")]
    public async Task Of_OtherPaths_ReachesTheProgramAsTheyAre(string folder)
    {
        // As PostgreSQL fills its own signs in.
        var command = ArchiveCommand.Of("echo", folder).Replace("%%", "\0", StringComparison.Ordinal).Replace("%p", "pg_wal/1", StringComparison.Ordinal).Replace('\0', '%');

        var result = await Command.RunAsync(["sh", "-c", command], "", TimeSpan.FromMinutes(2), CancellationToken.None);

        Assert.Equal($"--config={folder} --stanza=uat archive-push pg_wal/1", result.Output.Trim());
    }
}
