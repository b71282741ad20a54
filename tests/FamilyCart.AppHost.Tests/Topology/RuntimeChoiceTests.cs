using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Tests.Topology;

public sealed class RuntimeChoiceTests
{
    private readonly List<Fault> _faults = [];

    [Theory]
    [InlineData(nameof(RuntimePreference.Auto), "docker", nameof(RuntimeKind.Containers))]
    [InlineData(nameof(RuntimePreference.Auto), null, nameof(RuntimeKind.Processes))]
    [InlineData(nameof(RuntimePreference.Processes), "docker", nameof(RuntimeKind.Processes))]
    [InlineData(nameof(RuntimePreference.Containers), "podman", nameof(RuntimeKind.Containers))]
    public void ChooseRuntime_Running_FollowsPreferenceAndEngine(string preference, string? engine, string expected)
    {
        var runtime = TopologyExtensions.ChooseRuntime(publishes: false, Enum.Parse<RuntimePreference>(preference), () => engine, _faults);

        Assert.Equal(Enum.Parse<RuntimeKind>(expected), runtime);
        Assert.Empty(_faults);
    }

    [Fact]
    public void ChooseRuntime_Publishing_IsAlwaysContainers()
    {
        Assert.Equal(RuntimeKind.Containers, TopologyExtensions.ChooseRuntime(publishes: true, RuntimePreference.Processes, () => null, _faults));
        Assert.Empty(_faults);
    }

    [Fact]
    public void ChooseRuntime_ContainersWithoutEngine_IsMissingPrerequisite()
    {
        TopologyExtensions.ChooseRuntime(publishes: false, RuntimePreference.Containers, () => null, _faults);

        Assert.Equal(ExitCode.PrerequisiteMissing, Assert.Single(_faults).Code);
    }
}
