using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Tests.Resources.Registry;

/// <summary>A test with the distribution's registry server; skipped, and said so, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RegistryFactAttribute : FactAttribute
{
    public RegistryFactAttribute() => Skip = Programs.Find("docker-registry") is null ? "docker-registry is not installed; build/install.sh docker-registry does that" : null;
}
