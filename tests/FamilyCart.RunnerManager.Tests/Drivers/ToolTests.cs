using System.ComponentModel;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Tests.Drivers;

public sealed class ToolTests
{
    [Fact]
    public async Task RunAsync_ProgramEnds_GivesItsCodeAndOutput() =>
        Assert.Equal((3, "said\n"), await Tool.RunAsync([Tool.Shell, "-c", "echo said; echo ignored >&2; exit 3"], CancellationToken.None));

    [Fact]
    public async Task RunAsync_MachineStartsNoProcess_IsTheMachinesTroubleAsAFullDiskIs()
    {
        var trouble = await Assert.ThrowsAsync<IOException>(() => Tool.RunAsync(["/nowhere/program"], CancellationToken.None));

        Assert.StartsWith("/nowhere/program could not be started: ", trouble.Message, StringComparison.Ordinal);
        Assert.IsType<Win32Exception>(trouble.InnerException);
    }

    [Fact]
    public async Task RunAsync_GivenUp_EndsTheProcess()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("tool-").FullName, "id");
        using var limit = new CancellationTokenSource();

        var running = Tool.RunAsync([Tool.Shell, "-c", "echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"; exec sleep 600", Tool.Shell, file], limit.Token);
        await Support.Eventually.IsAsync(() => File.Exists(file), written => written);
        var id = (await File.ReadAllTextAsync(file)).Trim();
        await limit.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Support.Eventually.IsAsync(() => Directory.Exists($"/proc/{id}"), runs => !runs);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
