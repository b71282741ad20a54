using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Pools;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Drivers;

/// <summary>Both versions, from the kernel's own texts, on folders that stand in for the kernel's.</summary>
public sealed class ControlGroupTreeTests : IDisposable
{
    private readonly string _mount = Directory.CreateTempSubdirectory("cgroup-").FullName;

    public void Dispose() => Directory.Delete(_mount, recursive: true);

    [Fact]
    public void Find_Version2WithItsControllers_TakesIt()
    {
        var own = Own("system.slice/runners.service");
        File.WriteAllText(Path.Combine(own, "cgroup.controllers"), "cpuset cpu io memory pids\n");

        var tree = ControlGroupTree.Find("0::/system.slice/runners.service\n", Version2);

        Assert.Equal(own, tree.Folders[ControlGroup.Unified]);
        Assert.Empty(tree.Missing);
    }

    [Fact]
    public void Find_ManagerInItsLeaf_TakesTheGroupAbove()
    {
        File.WriteAllText(Path.Combine(Own("runners.service/manager"), "cgroup.controllers"), "cpu memory pids\n");

        var tree = ControlGroupTree.Find("0::/runners.service/manager\n", Version2);

        Assert.Equal(Path.Combine(_mount, "runners.service"), tree.Folders[ControlGroup.Unified]);
    }

    [Fact]
    public void Find_Version2WithoutControllers_TakesVersion1WhereTheManagerIs()
    {
        File.WriteAllText(Path.Combine(_mount, "cgroup.controllers"), "hugetlb\n");
        Own("memory/service");
        var mounts = Version2 + $"35 31 0:32 / {_mount}/memory rw - cgroup cgroup rw,memory\n36 31 0:33 / {_mount}/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n";

        var tree = ControlGroupTree.Find("4:memory:/service\n1:cpu,cpuacct:/\n0::/\n", mounts);

        Assert.Equal(
            [(ControlGroup.Memory, $"{_mount}/memory/service"), (ControlGroup.Processor, $"{_mount}/cpu,cpuacct"), (ControlGroup.Accounting, $"{_mount}/cpu,cpuacct")],
            tree.Folders.Select(folder => (folder.Key, folder.Value)));
        Assert.Equal(["processes"], tree.Missing);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("no group at all", "nor a mount")]
    [InlineData("0::/../../elsewhere", "1 2 3 / /nowhere rw - tmpfs")]
    public void Find_Nothing_SaysThatAllIsMissing(string memberships, string mounts)
    {
        var tree = ControlGroupTree.Find(memberships, mounts);

        Assert.Empty(tree.Folders);
        Assert.Equal(["memory", "processors", "processes"], tree.Missing);
    }

    [Fact]
    public void Write_Version2_SetsEveryLimitAndNoSwap()
    {
        var group = Group("memory.max", "memory.swap.max", "cpu.max", "pids.max");

        ControlGroupLimits.Write(group, new RunnerLimits(8L << 30, 1.5), 4096);

        var folder = group.Folders[ControlGroup.Unified];
        Assert.Equal(
            ["8589934592", "0", "150000 100000", "4096"],
            new[] { "memory.max", "memory.swap.max", "cpu.max", "pids.max" }.Select(name => ControlGroupFile.Read(folder, name)));
    }

    [Fact]
    public void Use_Version2_ReadsWhatTheKernelCounted()
    {
        var group = Group();
        foreach (var (name, text) in new[]
        {
            ("cpu.stat", "usage_usec 1500000\nuser_usec 1"), ("memory.current", "1000"), ("memory.stat", "anon 5\ninactive_file 400"), ("memory.peak", "2000"),
            ("memory.max", "max"), ("memory.events", "oom 3\noom_kill 2"), ("pids.current", "7"), ("pids.events", "max 9"),
        })
        {
            File.WriteAllText(Path.Combine(group.Folders[ControlGroup.Unified], name), text + "\n");
        }

        Assert.Equal(new ControlGroupUse(1.5, 600, 2000, null, 2, 7, 9), group.Use());
    }

    [Fact]
    public void Use_GroupThatIsGone_SaysNothing() =>
        Assert.Equal(new ControlGroupUse(null, null, null, null, null, null, null), new ControlGroup(new Dictionary<string, string> { [ControlGroup.Unified] = "/nowhere" }).Use());

    [Fact]
    public void Create_KernelThatRefuses_LeavesNothingAndSaysWhy()
    {
        // A folder of ours has no file for the controllers.
        var groups = new ControlGroups(LimitSettings.Default, new ControlGroupTree(new Dictionary<string, string> { [ControlGroup.Memory] = _mount, [ControlGroup.Processor] = _mount, [ControlGroup.Processes] = _mount }), "/runners", NullLogger.Instance);

        Assert.Null(groups.Create("uat-1-x", new RunnerLimits(1, 1)));

        Assert.StartsWith("the kernel refuses", groups.Obstacle, StringComparison.Ordinal);
    }

    private string Version2 => $"41 31 0:38 / {_mount} rw,relatime shared:9 - cgroup2 cgroup2 rw\n";

    private string Own(string path) => Directory.CreateDirectory(Path.Combine(_mount, path)).FullName;

    private ControlGroup Group(params string[] files)
    {
        var folder = Own("group");
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(folder, file), "");
        }

        return new ControlGroup(new Dictionary<string, string> { [ControlGroup.Unified] = folder });
    }
}
