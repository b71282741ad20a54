using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Tests.Topology;

public sealed class RuntimeChoiceTests
{
    private static readonly EngineFinding s_ready = new("docker", null);
    private static readonly EngineFinding s_none = new(null, "docker does not answer");
    private static readonly EngineFinding s_imageMissing = new("docker", "docker does not have the image db:1 and cannot pull it (no such host)");

    private readonly List<Fault> _faults = [];

    [Theory]
    [InlineData(nameof(RuntimePreference.Auto), nameof(RuntimeKind.Containers))]
    [InlineData(nameof(RuntimePreference.Containers), nameof(RuntimeKind.Containers))]
    [InlineData(nameof(RuntimePreference.Processes), nameof(RuntimeKind.Processes))]
    public void ChooseRuntime_EngineReady_FollowsPreference(string preference, string expected)
    {
        Assert.Equal((Enum.Parse<RuntimeKind>(expected), null), Choose(Enum.Parse<RuntimePreference>(preference), s_ready));
        Assert.Empty(_faults);
    }

    [Fact]
    public void ChooseRuntime_AutoWithAnObstacle_IsProcessesAndSaysWhy()
    {
        Assert.Equal((RuntimeKind.Processes, s_none.Obstacle), Choose(RuntimePreference.Auto, s_none));
        Assert.Equal((RuntimeKind.Processes, s_imageMissing.Obstacle), Choose(RuntimePreference.Auto, s_imageMissing));
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

    [Theory]
    [InlineData(false, "Topology:Runtime is 'containers', but docker does not answer; start the engine, or set Topology:Runtime=processes.")]
    [InlineData(
        true,
        "Topology:Runtime is 'containers', but docker does not have the image db:1 and cannot pull it (no such host); pull or load it, or set Topology:Runtime=processes.")]
    public void ChooseRuntime_ContainersDemandedInVain_IsMissingPrerequisite(bool answers, string message)
    {
        Choose(RuntimePreference.Containers, answers ? s_imageMissing : s_none);

        Assert.Equal(new Fault(ExitCode.PrerequisiteMissing, message), Assert.Single(_faults));
    }

    private (RuntimeKind Runtime, string? Reason) Choose(RuntimePreference preference, EngineFinding finding) =>
        TopologyExtensions.ChooseRuntime(publishes: false, preference, () => finding, _faults);
}
