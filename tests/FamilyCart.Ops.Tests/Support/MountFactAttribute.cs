using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>A test that needs a file system of its own, which not every machine lets be mounted.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_obstacle = new(Find);

    public MountFactAttribute() => Skip = s_obstacle.Value;

    private static string? Find()
    {
        var folder = Directory.CreateTempSubdirectory("familycart-ops-test-mount-").FullName;
        var mount = ToolProcess.Run(["mount", "-t", "tmpfs", "familycart-test", folder]);
        if (mount.Succeeded)
        {
            ToolProcess.Run(["umount", folder]);
        }

        Directory.Delete(folder);
        return mount.Succeeded ? null : $"no file system may be mounted here: {mount.Errors.Trim()}";
    }
}
