using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Tests.Topology;

public sealed class RuntimeChoiceTests
{
    private const string Obstacle = "docker does not answer";

    private readonly List<Fault> _faults = [];

    [Theory]
    [InlineData(nameof(RuntimePreference.Auto), nameof(RuntimeKind.Containers))]
    [InlineData(nameof(RuntimePreference.Containers), nameof(RuntimeKind.Containers))]
    [InlineData(nameof(RuntimePreference.Processes), nameof(RuntimeKind.Processes))]
    public void ChooseRuntime_EngineReady_FollowsPreference(string preference, string expected)
    {
        Assert.Equal((Enum.Parse<RuntimeKind>(expected), null), Choose(Enum.Parse<RuntimePreference>(preference), null));
        Assert.Empty(_faults);
    }

    [Fact]
    public void ChooseRuntime_AutoWithAnObstacle_IsProcessesAndSaysWhy()
    {
        Assert.Equal((RuntimeKind.Processes, Obstacle), Choose(RuntimePreference.Auto, Obstacle));
        Assert.Empty(_faults);
    }

    [Fact]
    public void ChooseRuntime_Processes_AsksNoEngine()
    {
        var choice = TopologyExtensions.ChooseRuntime(
            publishes: false, RuntimePreference.Processes, () => throw new InvalidOperationException("Nobody needs an engine."), _faults);

        Assert.Equal((RuntimeKind.Processes, null), choice);
    }

    [Fact]
    public void ChooseRuntime_Publishing_IsAlwaysContainers()
    {
        var choice = TopologyExtensions.ChooseRuntime(
            publishes: true, RuntimePreference.Processes, () => throw new InvalidOperationException("Nobody needs an engine."), _faults);

        Assert.Equal((RuntimeKind.Containers, null), choice);
    }

    [Fact]
    public void ChooseRuntime_ContainersDemandedInVain_IsMissingPrerequisite()
    {
        Choose(RuntimePreference.Containers, Obstacle);

        Assert.Equal(
            new Fault(ExitCode.PrerequisiteMissing, "Topology:Runtime is 'containers', but docker does not answer; cure that, or set Topology:Runtime=processes."),
            Assert.Single(_faults));
    }

    private (RuntimeKind Runtime, string? Reason) Choose(RuntimePreference preference, string? obstacle) =>
        TopologyExtensions.ChooseRuntime(publishes: false, preference, () => obstacle, _faults);
}
