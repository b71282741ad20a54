namespace FamilyCart.AppHost.Tests.Support;

/// <summary>Tests that run the entry point share the process's environment and ports, so they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TopologyTests : ICollectionFixture<TopologyFixture>
{
    public const string Name = "topology";
}
