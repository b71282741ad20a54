namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Tests with the one engine, which they share one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class EngineTests : ICollectionFixture<EngineFixture>
{
    internal const string Name = "engine";
}
