namespace FamilyCart.RunnerManager.Tests.Engine;

[Collection(PodmanTests.Name)]
[Trait("Needs", "Engine")]
[Trait("Category", "Long")]
public sealed class PodmanDriverTests(PodmanFixture fixture) : ContainerDriverContract(fixture);
