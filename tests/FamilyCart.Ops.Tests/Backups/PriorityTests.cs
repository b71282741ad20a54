using System.Diagnostics;
using FamilyCart.Ops.Tests.Support;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>Users come first: what a base backup takes of the processors.</summary>
public sealed class PriorityTests : IAsyncLifetime
{
    private const int Failed = 1;

    // Tells the kernel's number of how it is scheduled instead of copying anything: 0 as all, 5 only when nobody else wants to run.
    private const string Tell = """read -r stat </proc/$$/stat; set -- ${stat##*) }; echo "ERROR: [001]: scheduled as ${39}" >&2; exit 1""";

    // Tells who it is, and copies nothing until it is let go.
    private const string Wait = """echo "$$" >"${0%/*}/id.new"; mv "${0%/*}/id.new" "${0%/*}/id"; until [ -e "${0%/*}/go" ] || [ ! -e "$0" ]; do sleep 0.1; done; echo "ERROR: [001]: let go" >&2; exit 1""";

    private BackedUpServer _server = null!;
    private string _programs = "";

    public async Task InitializeAsync()
    {
        _server = await BackedUpServer.StartAsync();
        _programs = _server.Beside("programs");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("idle", 5)]
    [InlineData("low", 0)]
    public async Task Backup_Priority_IsThatOfItsProcess(string priority, int policy)
    {
        var (code, output) = await BackedUpServer.OpsAsync(await WithProgramAsync(priority, Tell), "backup");

        Assert.True(code == Failed, output);
        Assert.Contains($"scheduled as {policy}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_Idle_RestsAndGoesOn()
    {
        var backup = BackedUpServer.OpsAsync(await WithProgramAsync("idle", Wait), "backup");
        var program = await ProgramAsync();

        await Waiting.UntilAsync(() => Task.FromResult(Rests(program)), "it to rest");
        await Waiting.UntilAsync(() => Task.FromResult(!Rests(program)), "it to go on");
        await File.WriteAllTextAsync(Path.Combine(_programs, "go"), "");

        var (code, output) = await backup;
        Assert.True(code == Failed, output);
        Assert.Contains("let go", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_CommandKilledWhileItRests_EndsToo()
    {
        var environment = await WithProgramAsync("idle", Wait);
        using var command = ToolProcess.Start(["dotnet", typeof(OpsService).Assembly.Location, "backup"], environment, static _ => { });
        var program = await ProgramAsync();
        await Waiting.UntilAsync(() => RestsWithoutAsync(command), "it to rest while the command stands still");

        command.Kill();

        await Waiting.UntilAsync(() => Task.FromResult(!Directory.Exists($"/proc/{program}")), "it to end");

        // Whoever stands still wakes nobody up.
        async Task<bool> RestsWithoutAsync(Process one)
        {
            ToolProcess.Run(["kill", "-STOP", $"{one.Id}"]);
            await Waiting.UntilAsync(() => Task.FromResult(Rests($"{one.Id}")), "the command to stand still");
            if (Rests(program))
            {
                return true;
            }

            ToolProcess.Run(["kill", "-CONT", $"{one.Id}"]);
            return false;
        }
    }

    private static bool Rests(string program) => File.ReadAllText($"/proc/{program}/stat").Split(") ")[^1].StartsWith('T');

    private async Task<string> ProgramAsync()
    {
        var file = Path.Combine(_programs, "id");
        await Waiting.UntilAsync(() => Task.FromResult(File.Exists(file)), "the base backup to begin");
        return (await File.ReadAllTextAsync(file)).Trim();
    }

    // With a pgBackRest that does something else first when it is to make a base backup.
    private async Task<Dictionary<string, string>> WithProgramAsync(string priority, string first)
    {
        Directory.CreateDirectory(_programs);
        var program = Path.Combine(_programs, "pgbackrest");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\ncase \" $* \" in *\" backup \"*) {first} ;; esac\nexec /usr/bin/pgbackrest \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        ToolAccount.For("postgres").Own(_programs);
        return _server.Environment(("Backup__Priority", priority), ("PATH", $"{_programs}:{Environment.GetEnvironmentVariable("PATH")}"));
    }
}
