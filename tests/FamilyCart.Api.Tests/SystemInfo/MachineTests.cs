using FamilyCart.Api.SystemInfo;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.SystemInfo;

public sealed class MachineTests : IDisposable
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    private readonly FileTree _files = new();

    public MachineTests()
    {
        _files.Write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:         1048576 kB\nMemAvailable:    8388608 kB\n");
        _files.Write("proc/uptime", "93784.25 100000.00\n");
    }

    [Fact]
    public void Memory_WithoutLimit_IsTheMachines()
    {
        var memory = NewMachine().Memory();
        Assert.Equal((16.0, 8.0, 8.0, 50.0), (memory.TotalGb, memory.AvailableGb, memory.UsedGb, memory.UsagePercent));
    }

    [Fact]
    public void Memory_LimitOfVersion2_CountsWithoutCacheThatCanBeGivenBack()
    {
        Group("0::/\n");
        Limit("sys/fs/cgroup", max: $"{Gigabyte}", current: Gigabyte * 3 / 4, inactiveFile: Gigabyte / 2);
        var memory = NewMachine().Memory();
        Assert.Equal((1.0, 0.75, 0.25, 25.0), (memory.TotalGb, memory.AvailableGb, memory.UsedGb, memory.UsagePercent));
    }

    [Fact]
    public void Memory_LimitOfAGroupAbove_Holds()
    {
        Group("0::/system.slice/familycart.service\n");
        Limit("sys/fs/cgroup/system.slice/familycart.service", max: "max", current: Gigabyte, inactiveFile: 0);
        Limit("sys/fs/cgroup/system.slice", max: $"{2 * Gigabyte}", current: Gigabyte, inactiveFile: 0);
        Assert.Equal(2.0, NewMachine().Memory().TotalGb);
    }

    [Theory]
    [InlineData("max\n")]
    [InlineData("nonsense")]
    [InlineData("999999999999999\n")]
    public void Memory_NoRealLimitInVersion2_IsTheMachines(string max)
    {
        Group("0::/\n");
        Limit("sys/fs/cgroup", max, current: Gigabyte, inactiveFile: 0);
        Assert.Equal(16.0, NewMachine().Memory().TotalGb);
    }

    [Fact]
    public void Memory_LimitOfVersion1_CountsWhereTheContainerSeesItsGroupAsRoot()
    {
        Group("4:memory:/docker/ab12\n");
        _files.Write("sys/fs/cgroup/memory/memory.limit_in_bytes", $"{Gigabyte}\n");
        _files.Write("sys/fs/cgroup/memory/memory.usage_in_bytes", $"{Gigabyte / 2}\n");
        _files.Write("sys/fs/cgroup/memory/memory.stat", $"cache 5\ntotal_inactive_file {Gigabyte / 4}\n");
        Assert.Equal((1.0, 25.0), (NewMachine().Memory().TotalGb, NewMachine().Memory().UsagePercent));
    }

    [Fact]
    public void Memory_UnlimitedVersion1_IsTheMachines()
    {
        Group("4:memory:/\n");
        _files.Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        _files.Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1\n");
        Assert.Equal(16.0, NewMachine().Memory().TotalGb);
    }

    [Fact]
    public void Memory_GroupThatClimbsOutOfTheTree_IsNotFollowed()
    {
        Group("0::/../secret\n");
        Limit("sys/fs/secret", max: "1000", current: 1, inactiveFile: 0);
        Assert.Equal(16.0, NewMachine().Memory().TotalGb);
    }

    [Fact]
    public void Memory_NothingReadable_IsZeroAndThrowsNothing()
    {
        Directory.Delete(Path.Combine(_files.Root, "proc"), recursive: true);
        Assert.Equal(new SpaceUse(0, 0), NewMachine().Memory());
        Assert.Equal(TimeSpan.Zero, NewMachine().Uptime());
    }

    [Theory]
    [InlineData("sys/fs/cgroup/cpu.max", "50000 100000\n", 0.5)]
    [InlineData("sys/fs/cgroup/cpu.max", "max 100000\n", null)]
    [InlineData("sys/fs/cgroup/cpu.max", "10000000 100000\n", null)]
    [InlineData("sys/fs/cgroup/cpu.max", "rubbish", null)]
    public void Processors_QuotaOfVersion2_MayBeAFraction(string path, string text, double? expected)
    {
        Group("0::/\n");
        _files.Write(path, text);
        Assert.Equal(expected ?? Environment.ProcessorCount, NewMachine().Processors());
    }

    [Theory]
    [InlineData("50000", 0.5)]
    [InlineData("-1", null)]
    public void Processors_QuotaOfVersion1_MayBeAFraction(string quota, double? expected)
    {
        Group("4:cpu,cpuacct:/\n");
        _files.Write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", quota);
        _files.Write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
        Assert.Equal(expected ?? Environment.ProcessorCount, NewMachine().Processors());
    }

    [Fact]
    public void Use_WithoutQuota_IsTheMachinesOverTheInterval()
    {
        var meter = new ProcessorMeter(NewMachine(), TimeProvider.System);
        _files.Write("proc/stat", "cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 2 3\n");
        meter.Take();
        Assert.Null(meter.Use);

        // 100 ticks more, of which 60 idle and 15 waiting for a disk.
        _files.Write("proc/stat", "cpu  115 0 110 860 15 0 0 0 0 0\ncpu0 1 2 3\n");
        meter.Take();
        Assert.Equal(25.0, meter.Use!.SystemPercent);
    }

    [Fact]
    public void Use_WithQuota_IsThePartOfIt()
    {
        Group("0::/\n");
        _files.Write("sys/fs/cgroup/cpu.max", "50000 100000\n");
        _files.Write("sys/fs/cgroup/cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
        var time = new StandingTime();
        var meter = new ProcessorMeter(NewMachine(), time);
        meter.Take();

        // 2 s at half a processor offer 1 s; a quarter of that is taken.
        time.Now += TimeSpan.FromSeconds(2);
        _files.Write("sys/fs/cgroup/cpu.stat", "usage_usec 1250000\nuser_usec 1\n");
        meter.Take();
        Assert.Equal(25.0, meter.Use!.SystemPercent);
    }

    [Fact]
    public void Use_CountersThatGoBack_StaysWithinRange()
    {
        var meter = new ProcessorMeter(NewMachine(), TimeProvider.System);
        _files.Write("proc/stat", "cpu  100 0 100 800 0 0 0 0\n");
        meter.Take();
        _files.Write("proc/stat", "cpu  1 0 1 8 0 0 0 0\n");
        meter.Take();
        Assert.Equal(0.0, meter.Use!.SystemPercent);
    }

    [Fact]
    public void Uptime_OfTheMachine_IsFormattedForPeople()
    {
        Assert.Equal(93784.25, NewMachine().Uptime().TotalSeconds);
        Assert.Equal("1 day, 2:03:04", SystemReporter.Format(NewMachine().Uptime()));
        Assert.Equal("0:00:09", SystemReporter.Format(TimeSpan.FromSeconds(9)));
        Assert.Equal("12 days, 0:10:00", SystemReporter.Format(new TimeSpan(12, 0, 10, 0)));
    }

    public void Dispose() => _files.Dispose();

    private Machine NewMachine() => new(new MachineFiles(_files.Root), new SystemInfoSettings("/", TimeSpan.FromSeconds(5)));

    private void Group(string text) => _files.Write("proc/self/cgroup", text);

    private void Limit(string folder, string max, long current, long inactiveFile)
    {
        _files.Write($"{folder}/memory.max", max);
        _files.Write($"{folder}/memory.current", $"{current}\n");
        _files.Write($"{folder}/memory.stat", $"anon 1\ninactive_file {inactiveFile}\n");
    }

    private sealed class StandingTime : TimeProvider
    {
        internal TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
