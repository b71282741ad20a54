using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Faults;

/// <summary>Nothing is overwritten, and two do not do the same at once.</summary>
public sealed class TargetFaultTests : IAsyncLifetime
{
    private const int Usage = 2;
    private const int Busy = 3;
    private const int TargetTaken = 4;
    private const int NothingToRestore = 5;

    private BackedUpServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await BackedUpServer.StartAsync();
        var (code, output) = await _server.OpsAsync("backup");
        Assert.True(code == 0, output);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Restore_IntoWhatIsThere_TouchesNothing()
    {
        var full = _server.Beside("full");
        Directory.CreateDirectory(full);
        await File.WriteAllTextAsync(Path.Combine(full, "mine"), "precious");
        var link = _server.Beside("link");
        Directory.CreateSymbolicLink(link, _server.Server.Folder);

        foreach (var folder in new[] { full, _server.Server.Folder, link, Path.Combine(link, "inside"), Path.Combine(full, "mine") })
        {
            var (code, output) = await _server.OpsAsync("restore", "--to", "latest", "--into", folder);

            Assert.True(code == TargetTaken, $"{folder}: {code} {output}");
        }

        Assert.Equal("precious", await File.ReadAllTextAsync(Path.Combine(full, "mine")));
        Assert.Equal(1000, await _server.ReadAsync<long>("shop", "select count(*) from item"));
    }

    [Theory]
    [InlineData("2020-01-01", NothingToRestore, "lies before the end of the oldest base backup")]
    [InlineData("2999-01-01", NothingToRestore, "is in the future")]
    [InlineData("no-such-point", NothingToRestore, "No base backup goes with the restore point 'no-such-point'")]
    [InlineData("no such point", Usage, "--to is 'no such point'")]
    public async Task Restore_ToWhatNeverWas_SaysWhy(string target, int expected, string reason)
    {
        var (code, output) = await _server.OpsAsync("restore", "--to", target, "--into", _server.Beside("restored"));

        Assert.Equal(expected, code);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_server.Beside("restored")));
    }

    [Fact]
    public async Task Backup_WhileAnotherIsAtIt_IsBusy()
    {
        using var other = new FileStream(Path.Combine(_server.BackupFolder, "ops.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        foreach (var arguments in new string[][] { ["backup"], ["backup", "--kind", "dump"], ["drill"], ["restore", "--to", "latest", "--into", _server.Beside("restored")], ["restore-point", "one"] })
        {
            var (code, output) = await _server.OpsAsync(arguments);

            Assert.True(code == Busy, $"{arguments[0]}: {code} {output}");
        }
    }

    [Fact]
    public async Task Switch_WhileTheServerRuns_IsRefused()
    {
        var (restore, said) = await _server.OpsAsync("restore", "--to", "latest", "--into", _server.Beside("restored"));
        Assert.True(restore == 0, said);

        var (code, output) = await _server.OpsAsync("switch", "--to", _server.Beside("restored"), "--yes");

        Assert.Equal(TargetTaken, code);
        Assert.Contains("stop it first", output, StringComparison.Ordinal);
        Assert.Equal(1000, await _server.ReadAsync<long>("shop", "select count(*) from item"));
    }

    [Fact]
    public async Task Switch_WhileAServerAnswersWhoseProcessIsElsewhere_IsRefused()
    {
        var (restore, said) = await _server.OpsAsync("restore", "--to", "latest", "--into", _server.Beside("restored"));
        Assert.True(restore == 0, said);

        // As from another container: no process of its own is the server's.
        var (code, output) = await BackedUpServer.OpsAsync(_server.Environment(("Backup__DataFolder", _server.Beside("server"))), "switch", "--to", _server.Beside("restored"), "--yes");

        Assert.Equal(TargetTaken, code);
        Assert.Contains("A server answers at 127.0.0.1:", output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_server.Beside("restored")));
        Assert.False(Directory.Exists(_server.Beside("server")));
    }

    [Fact]
    public async Task Commands_WhileNobodyKnowsTheServersName_SaySoAndRestoreAllTheSame()
    {
        // A label of more than 63 signs is asked of nobody.
        var environment = _server.Environment(("ConnectionStrings__backup", _server.Connection.Replace("127.0.0.1", new string('x', 70), StringComparison.Ordinal)));

        var (backup, said) = await BackedUpServer.OpsAsync(environment, "backup", "--kind", "dump");
        var (restore, told) = await BackedUpServer.OpsAsync(environment, "restore", "--to", "latest", "--into", _server.Beside("restored"));

        Assert.True(backup == 1, $"{backup} {said}");
        Assert.True(restore == 0, $"{restore} {told}");
        Assert.Contains("The living server does not answer", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_Missing_AreAllNamed()
    {
        var (code, output) = await BackedUpServer.OpsAsync([], "backup");

        Assert.Equal(Usage, code);
        foreach (var key in new[] { "Backup:Folder", "Backup:DataFolder", "Backup:Programs", "ConnectionStrings:backup" })
        {
            Assert.Contains(key, output, StringComparison.Ordinal);
        }
    }
}
