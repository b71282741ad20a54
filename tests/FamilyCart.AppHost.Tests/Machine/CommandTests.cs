using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Tests.Machine;

public sealed class CommandTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task RunAsync_Program_TakesInputAndReturnsBothOutputs()
    {
        var result = await Command.RunAsync(["sh", "-c", "cat; echo oops >&2; exit 3"], "hello", s_limit, CancellationToken.None);

        Assert.Equal(new CommandResult(3, "hello", "oops\n"), result);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task RunAsync_ProgramThatIgnoresItsInput_StillReturns()
    {
        var result = await Command.RunAsync(["true"], new string('x', 1 << 20), s_limit, CancellationToken.None);

        Assert.True(result.Succeeded);
    }

    [Fact]
    public async Task RunAsync_TooLong_IsKilled()
    {
        var result = await Command.RunAsync(["sleep", "600"], "", s_short, CancellationToken.None);

        Assert.Equal(Command.NotRun, result.ExitCode);
        Assert.Contains("did not end", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource(s_short);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Command.RunAsync(["sleep", "600"], "", s_limit, source.Token));
    }

    [Fact]
    public async Task RunAsync_NoSuchProgram_SaysSo()
    {
        var result = await Command.RunAsync(["no-such-program-anywhere"], "", s_limit, CancellationToken.None);

        Assert.Equal(Command.NotRun, result.ExitCode);
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public void Run_Program_ReturnsBothOutputs()
    {
        var result = Command.Run(["sh", "-c", "echo out; echo err >&2; exit 4"], s_limit);

        Assert.Equal((4, "out", "err"), (result.ExitCode, result.Output.Trim(), result.Errors.Trim()));
    }

    [Fact]
    public void Run_TooLongOrAbsent_IsNotRun()
    {
        Assert.Equal(Command.NotRun, Command.Run(["sleep", "600"], s_short).ExitCode);
        Assert.Equal(Command.NotRun, Command.Run(["no-such-program-anywhere"], s_short).ExitCode);
    }
}
