using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A test of limits that only the kernel can keep; where it keeps none, the test says that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ControlGroupFactAttribute : FactAttribute
{
    public ControlGroupFactAttribute() => Skip = Obstacle();

    private static string? Obstacle()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "only root may make control groups everywhere";
        }

        var tree = ControlGroupTree.Find(File.ReadAllText("/proc/self/cgroup"), File.ReadAllText("/proc/self/mountinfo"));
        if (tree.Folders.Count == 0 || tree.Missing.Count > 0)
        {
            return $"this machine has no control groups for {string.Join(", ", tree.Missing)}";
        }

        try
        {
            var probe = Path.Combine(tree.Folders.Values.First(), $"familycart-probe-{Guid.NewGuid():N}");
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"this machine allows no control groups: {exception.Message}";
        }
    }
}
