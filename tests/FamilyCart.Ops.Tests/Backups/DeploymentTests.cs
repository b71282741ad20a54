using System.Reflection;
using FamilyCart.Ops.Tests.Support;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>The restore point that a deployment sets before it migrates.</summary>
public sealed class DeploymentTests : IAsyncLifetime
{
    private const string Point = "before-1.0.0-0a1b2c3d4e5f";
    private static readonly string[] s_before = ["restore-point", "--before", "familycart/api:1.0.0-0a1b2c3d4e5f", "familycart/runner-manager:1.0.0-0a1b2c3d4e5f"];

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task RestorePoint_BeforeImages_IsMadeOnceAndLeadsBack()
    {
        Assert.Contains($"Restore point {Point} is set", await DoneAsync(s_before), StringComparison.Ordinal);
        await _server.RunAsync("shop", "drop table item");
        Assert.Contains($"Restore point {Point} was set before", await DoneAsync(s_before), StringComparison.Ordinal);

        await DoneAsync("restore", "--to", Point, "--into", _server.Beside("restored"));

        Assert.Equal(1000, await RestoredServer.ReadAsync<long>(_server, _server.Beside("restored"), "shop", "select count(*) from item"));
    }

    [Fact]
    public async Task RestorePoint_ThatWasCutShort_IsMadeAgain()
    {
        await DoneAsync(s_before);

        // It is noted last: as after a base backup that nothing followed.
        await _server.RunAsync("backup", "delete from restore_point");

        Assert.Contains($"Restore point {Point} is set", await DoneAsync(s_before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestorePoint_WhileAnotherIsAtIt_ComesAfterIt()
    {
        Directory.CreateDirectory(_server.BackupFolder);
        ToolAccount.For("postgres").Own(_server.BackupFolder);
        var configuration = Path.Combine(_server.BackupFolder, "pgbackrest.conf");
        Task<string> point;
        using (new FileStream(Path.Combine(_server.BackupFolder, "ops.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            point = DoneAsync(s_before);
            await Waiting.UntilAsync(() => Task.FromResult(File.Exists(configuration)), "the first try");
            // Written before each.
            File.Delete(configuration);
            await Waiting.UntilAsync(() => Task.FromResult(File.Exists(configuration)), "the second try");
            Assert.False(point.IsCompleted);
        }

        Assert.Contains($"Restore point {Point} is set", await point, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestorePoint_OfAProgramThatMigrates_IsSetWhereItWouldChangeWhatIsThere()
    {
        const string None = "No restore point is set";
        var program = Assembly.Load("FamilyCart.Api");
        var migrations = program.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => string.Join('.', name.Split('.')[^2..])).Order(StringComparer.Ordinal).ToList();
        string[] migrates = ["restore-point", "--migrates", $"shop={program.Location}", $"nowhere={program.Location}"];

        Assert.Contains(None, await DoneAsync(migrates), StringComparison.Ordinal);
        await _server.RunAsync("shop", "create table schema_migrations (name text)");
        Assert.Contains(None, await DoneAsync(migrates), StringComparison.Ordinal);
        foreach (var name in migrations.SkipLast(1))
        {
            await _server.RunAsync("shop", $"insert into schema_migrations values ('{name}')");
        }

        var point = $"before-{migrations[^1][..^4]}";
        Assert.Contains($"Restore point {point} is set", await DoneAsync(migrates), StringComparison.Ordinal);
        // The migration has failed, and people went on.
        Assert.Contains($"Restore point {point}_2 is set", await DoneAsync(migrates), StringComparison.Ordinal);
        await _server.RunAsync("shop", $"insert into schema_migrations values ('{migrations[^1]}')");
        Assert.Contains(None, await DoneAsync(migrates), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Give one of NAME, --before IMAGE and --migrates DATABASE=PROGRAM.")]
    [InlineData("Give one of NAME, --before IMAGE and --migrates DATABASE=PROGRAM.", "one", "--before", "familycart/api:1")]
    [InlineData("--migrates is DATABASE=PROGRAM", "--migrates", "FamilyCart.Api.dll")]
    public async Task RestorePoint_WithoutOneNameAlone_IsWrongUse(string said, params string[] arguments)
    {
        var (code, output) = await _server.OpsAsync(["restore-point", .. arguments]);

        Assert.Equal(2, code);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ThatReferToSecrets_AreReadFromTheirFiles()
    {
        var folder = _server.Beside("secrets");
        Directory.CreateDirectory(folder);
        var environment = _server.Environment(("Secrets__Folder", folder), ("Backup__EncryptionKey", "{secret:backup-key}"));

        var (missing, said) = await BackedUpServer.OpsAsync(environment, "list");
        await File.WriteAllTextAsync(Path.Combine(folder, "backup-key"), "a-key-of-twenty-signs\n");
        var (code, output) = await BackedUpServer.OpsAsync(environment, "backup");

        Assert.Equal(2, missing);
        Assert.Contains("Backup:EncryptionKey refers to", said, StringComparison.Ordinal);
        Assert.True(code == 0, output);
        Assert.Contains("repo1-cipher-pass=a-key-of-twenty-signs\n", await File.ReadAllTextAsync(Path.Combine(_server.BackupFolder, "pgbackrest.conf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EncryptionKey_InAFile_IsNoneWhileTheFileIsEmpty()
    {
        var file = _server.Beside("backup-encryption-key");
        var environment = _server.Environment(("Backup__EncryptionKey", ""), ("Backup__EncryptionKeyFile", file));
        var configuration = Path.Combine(_server.BackupFolder, "pgbackrest.conf");

        Assert.Equal(2, (await BackedUpServer.OpsAsync(environment, "list")).ExitCode);
        await File.WriteAllTextAsync(file, "");
        await BackedUpServer.OpsAsync(environment, "restore-point", "--before", "familycart/api:1");
        Assert.DoesNotContain("cipher", await File.ReadAllTextAsync(configuration), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "a-key-of-twenty-signs\n");
        // Another set of settings than those in use, which a deployment writes down.
        await BackedUpServer.OpsAsync(environment, "restore-point", "--before", "familycart/api:2");
        Assert.Contains("repo1-cipher-pass=a-key-of-twenty-signs\n", await File.ReadAllTextAsync(configuration), StringComparison.Ordinal);
    }

    private async Task<string> DoneAsync(params string[] arguments)
    {
        var (code, output) = await _server.OpsAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {output}");
        return output;
    }
}
