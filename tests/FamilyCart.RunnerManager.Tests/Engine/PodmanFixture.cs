namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Podman in the engine's place, by tests/podman.sh.</summary>
public sealed class PodmanFixture() : EngineFixture("podman.sh", "Podman");
