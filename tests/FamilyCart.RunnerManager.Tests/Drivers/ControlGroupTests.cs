using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Drivers;

/// <summary>Greedy processes against the limits of a real kernel.</summary>
public sealed class ControlGroupTests
{
    // A shell's string that doubles: it fails or is ended at the limit, and never at this many megabytes.
    private const string EatMemory = """
        ( text=0123456789abcdef; while [ ${#text} -lt 1000000000 ]; do text=$text$text; done; echo survived >survived )
        echo $? >outcome
        exec sleep 600
        """;

    [ControlGroupFact]
    public async Task Memory_BeyondTheLimit_EndsTheGreedyProcessAndIsCounted()
    {
        await using var runner = new GreedyRunner(EatMemory);

        Assert.Null(await runner.StartAsync(memory: 64 << 20));
        var use = await runner.UsesAsync(use => use.MemoryKills > 0);

        Assert.False(File.Exists(Path.Combine(runner.Root, "survived")));
        // Kernels before 5.19 keep no peak in version 2.
        Assert.Equal(runner.Group.Folders.GetValueOrDefault(ControlGroup.Unified) is not { } folder || File.Exists(Path.Combine(folder, "memory.peak")), use.PeakMemoryBytes is not null);
        Assert.InRange(use.PeakMemoryBytes ?? (64 << 20), 32 << 20, 65 << 20);
        Assert.Equal(64 << 20, use.MemoryLimitBytes);
    }

    [ControlGroupFact]
    public async Task Processes_ForkBomb_StopsAtTheLimitAndIsCleanedUp()
    {
        await using var runner = new GreedyRunner("bomb() { bomb | bomb & }\nbomb\nexec sleep 600", LimitSettings.Default with { Processes = 64 });

        Assert.Null(await runner.StartAsync());
        var use = await runner.UsesAsync(use => use.ProcessesRefused > 0);
        Assert.InRange(use.Processes!.Value, 1, 64);
        var group = runner.Group;
        await runner.Driver.RemoveAsync(GreedyRunner.Name, CancellationToken.None);

        Assert.All(group.Folders.Values, folder => Assert.False(Directory.Exists(folder)));
        Assert.Empty(ProcessTable.OfUser(runner.FirstUserId));
    }

    [ControlGroupFact]
    public async Task Processors_BusyLoops_AreHeldToTheirQuota()
    {
        await using var runner = new GreedyRunner("( while :; do :; done ) & ( while :; do :; done ) & exec sleep 600");

        Assert.Null(await runner.StartAsync(processors: 0.25));
        await runner.UsesAsync(use => use.ProcessorSeconds > 0.5);

        // On a machine whose processors others use, the loops reach their quota late.
        var folder = runner.Group.Folders.GetValueOrDefault(ControlGroup.Processor) ?? runner.Group.Folders[ControlGroup.Unified];
        await Eventually.IsAsync(() => ControlGroupFile.Number(folder, "cpu.stat", "nr_throttled"), throttled => throttled > 0);
    }

    [ControlGroupFact]
    public async Task Start_Listener_IsInItsGroupWithAllThatItStarts()
    {
        await using var runner = new GreedyRunner("setsid sh -c 'cat /proc/self/cgroup >inside; exec sleep 600' & exec sleep 600");

        Assert.Null(await runner.StartAsync());
        var inside = await Eventually.IsAsync(() => Text(Path.Combine(runner.Root, "inside")), text => text.Contains(GreedyRunner.Name, StringComparison.Ordinal));

        Assert.All(runner.Group.Folders.Values.Distinct(), folder => Assert.EndsWith(GreedyRunner.Name, folder, StringComparison.Ordinal));
        var memberships = inside.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 3)).ToList();
        Assert.All(runner.Group.Folders.Keys, controller => Assert.Contains(memberships, words =>
            (controller == ControlGroup.Unified ? words[1].Length == 0 : words[1].Split(',').Contains(controller)) && words[2].EndsWith(GreedyRunner.Name, StringComparison.Ordinal)));
        Assert.True(runner.Group.Ids().Count() >= 2);
    }

    [Fact]
    public async Task Start_MachineWithoutControlGroups_RunsAndSaysSo()
    {
        await using var runner = new GreedyRunner("exec sleep 600", tree: new ControlGroupTree(new Dictionary<string, string>()));

        Assert.Null(await runner.StartAsync());

        await Eventually.IsAsync(() => Text(Path.Combine(runner.Root, "begun")), text => text.Length > 0);
        Assert.False(runner.HasGroup);
        Assert.Equal("the machine has no control groups", runner.Groups.Obstacle);
    }

    [Fact]
    public async Task Start_LimitsRequiredAndNoneKept_IsRefused()
    {
        await using var runner = new GreedyRunner("exec sleep 600", LimitSettings.Default with { Required = true }, new ControlGroupTree(new Dictionary<string, string>()));

        Assert.Contains("Limits:Required", await runner.StartAsync(), StringComparison.Ordinal);

        Assert.False(File.Exists(Path.Combine(runner.Root, "begun")));
    }

    [ControlGroupFact]
    public async Task Sweep_GroupWithoutAFolder_IsRemoved()
    {
        await using var runner = new GreedyRunner("exec sleep 600");
        var left = runner.Groups.Create("uat-2-leftover", new(64 << 20, 1))!;
        Assert.All(left.Folders.Values, folder => Assert.True(Directory.Exists(folder), folder));

        runner.Groups.Sweep(() => []);

        Assert.All(left.Folders.Values, folder => Assert.False(Directory.Exists(Path.GetDirectoryName(folder)), folder));
    }

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
