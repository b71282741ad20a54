using System.Diagnostics;
using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Tests.Machine;

public sealed class ProcessTreeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task TerminateAsync_Descendants_EndsChildrenAndGrandchildren()
    {
        using var root = Process.Start(new ProcessStartInfo("sh", ["-c", "sh -c 'sleep 600; true' ; true"]))!;
        var clock = Stopwatch.StartNew();
        while (ProcessTree.Descendants(root.Id).Count < 2)
        {
            Assert.True(clock.Elapsed < s_limit, "the grandchild did not start");
            await Task.Delay(20);
        }

        var descendants = ProcessTree.Descendants(root.Id);

        Assert.True(await ProcessTree.TerminateAsync(descendants, s_limit, TimeProvider.System));
        Assert.All(descendants, id => Assert.False(ProcessTree.IsAlive(id)));
        await root.WaitForExitAsync().WaitAsync(s_limit);
    }

    [Fact]
    public async Task TerminateAsync_ProcessThatIgnoresIt_GivesUpAtTheLimit()
    {
        using var stubborn = Process.Start(new ProcessStartInfo("sh", ["-c", "trap '' TERM; echo ready; exec sleep 600"]) { RedirectStandardOutput = true })!;
        await stubborn.StandardOutput.ReadLineAsync();

        Assert.False(await ProcessTree.TerminateAsync([stubborn.Id], TimeSpan.FromMilliseconds(300), TimeProvider.System));

        stubborn.Kill();
        await stubborn.WaitForExitAsync();
        Assert.True(await ProcessTree.TerminateAsync([], s_limit, TimeProvider.System));
    }
}
