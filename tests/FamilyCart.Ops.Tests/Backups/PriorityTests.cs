using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>Users come first: what a base backup takes of the processors.</summary>
public sealed class PriorityTests : IAsyncLifetime
{
    private const int Failed = 1;

    // Tells the kernel's number of how it is scheduled instead of copying anything: 0 as all, 5 only when nobody else wants to run.
    private const string Program =
        """
        #!/bin/sh
        case " $* " in *" backup "*) read -r stat </proc/$$/stat; set -- ${stat##*) }; echo "ERROR: [001]: scheduled as ${39}" >&2; exit 1 ;; esac
        exec /usr/bin/pgbackrest "$@"
        """;

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("idle", 5)]
    [InlineData("low", 0)]
    public async Task Backup_Priority_IsThatOfItsProcess(string priority, int policy)
    {
        var programs = Directory.CreateDirectory(_server.Beside("programs")).FullName;
        var program = Path.Combine(programs, "pgbackrest");
        await File.WriteAllTextAsync(program, Program);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        var (code, output) = await BackedUpServer.OpsAsync(_server.Environment(("Backup__Priority", priority), ("PATH", $"{programs}:{Environment.GetEnvironmentVariable("PATH")}")), "backup");

        Assert.True(code == Failed, output);
        Assert.Contains($"scheduled as {policy}", output, StringComparison.Ordinal);
    }
}
