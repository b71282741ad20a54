using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Drill;

/// <summary>Every fault is heard of in time, and nobody is called for anything else.</summary>
[Collection("topology")]
[Trait("Category", "Long")]
public sealed class FaultDrillTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(50);

    [Fact]
    public async Task Faults_OfARunningTopology_AreToldOnceAndInTime()
    {
        var result = await RunningCommand.RunAsync([Repository.File("tests/bench/drill.sh")], limit: s_limit);

        Assert.True(result.ExitCode == 0, $"{result.Output}\n{result.Errors}");
    }
}
