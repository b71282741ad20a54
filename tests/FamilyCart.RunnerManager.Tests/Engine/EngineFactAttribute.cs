namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>A test with a real container engine, which only root may run; anybody else is told that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    private static readonly bool s_isInstalled =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "dockerd")));

    public EngineFactAttribute() => Skip = !Environment.IsPrivilegedProcess
        ? "only root may run a container engine here"
        : s_isInstalled ? null : "dockerd is not installed; tests/engine.sh start installs it";
}
