using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Launch;

/// <summary>What ends a run before anything starts, through the program's own entry point.</summary>
[Collection(TopologyTests.Name)]
public sealed class EntryPointTests(TopologyFixture topology)
{
    [Fact]
    public void Main_UnusableSettings_EndsWithBadConfiguration() =>
        Assert.Equal((int)ExitCode.BadConfiguration, AppHostModel.Run(topology.Arguments("processes", "--Launch:Timeout=never", "--Redis:AppendOnly=2")));

    [Theory]
    [InlineData("uat-redis-password")]
    [InlineData("uat_redis_password")]
    public void Main_WeakGivenSecret_EndsWithBadConfiguration(string name) =>
        Assert.Equal((int)ExitCode.BadConfiguration, AppHostModel.Run(topology.Arguments("processes", $"--Parameters:{name}=a;b")));

    [Fact]
    public void Main_GivenOperatorTokenTooShort_EndsWithBadConfiguration() =>
        Assert.Equal(
            (int)ExitCode.BadConfiguration, AppHostModel.Run(topology.Arguments("processes", "--Parameters:operator-token=0123456789abcdefghijklm")));

    [Fact]
    public void Main_ForeignDataFolder_EndsWithDataDirectoryRefusedAndWritesTheReport()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/mine.txt", "mine");

        var code = AppHostModel.Run(topology.Arguments("processes", $"--Topology:DataDirectory={folder.Below("data")}", $"--Launch:Json={folder.Below("report.json")}"));

        Assert.Equal((int)ExitCode.DataDirectoryRefused, code);
        Assert.Contains("\"exitCode\": 7", File.ReadAllText(folder.Below("report.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Main_ContainersWithoutEngine_EndsWithPrerequisiteMissing()
    {
        using var engine = FakePrograms.Engine(answers: false);

        Assert.Equal((int)ExitCode.PrerequisiteMissing, AppHostModel.Run(topology.Arguments("containers")));
    }
}
