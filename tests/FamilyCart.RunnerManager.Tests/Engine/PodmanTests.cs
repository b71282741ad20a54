namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Tests with Podman, which they share one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PodmanTests : ICollectionFixture<PodmanFixture>
{
    internal const string Name = "podman";
}
