namespace FamilyCart.RunnerManager.Tests.Engine;

[Collection(EngineTests.Name)]
[Trait("Needs", "Engine")]
public sealed class ContainerDriverTests(EngineFixture fixture) : ContainerDriverContract(fixture);
