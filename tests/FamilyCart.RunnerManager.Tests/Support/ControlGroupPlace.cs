using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Pools;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>Where tests make control groups: as a manager in version 1, and in version 2 in a group of their own, so that nobody has to move out of the way.</summary>
internal static class ControlGroupPlace
{
    private static readonly Lazy<(ControlGroupTree Tree, string? Obstacle)> s_found = new(Find);

    public static ControlGroupTree Tree => s_found.Value.Tree;

    /// <summary>Why no limits are kept here; null where they are.</summary>
    public static string? Obstacle => s_found.Value.Obstacle;

    private static (ControlGroupTree Tree, string? Obstacle) Find()
    {
        var nowhere = new ControlGroupTree(new Dictionary<string, string>());
        if (!Environment.IsPrivilegedProcess)
        {
            return (nowhere, "only root may make control groups everywhere");
        }

        try
        {
            var mounts = File.ReadAllText("/proc/self/mountinfo");
            var tree = ControlGroupTree.Find(File.ReadAllText("/proc/self/cgroup"), mounts);
            tree = tree.IsUnified ? OwnGroup(ControlGroupTree.Find("0::/", mounts)) : tree;
            return (tree, Try(tree));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (nowhere, $"this machine allows no control groups: {exception.Message}");
        }
    }

    // The group at the top may hand out controllers although processes are in it; any other may not.
    private static ControlGroupTree OwnGroup(ControlGroupTree top)
    {
        if (!top.IsUnified)
        {
            throw new IOException("the group at the top hands out no controllers");
        }

        var folder = top.Folders[ControlGroup.Unified];
        ControlGroupFile.Write(folder, "cgroup.subtree_control", "+memory +cpu +pids");
        var own = Directory.CreateDirectory(Path.Combine(folder, $"familycart-tests-{Environment.ProcessId}")).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => new ControlGroup(new Dictionary<string, string> { [ControlGroup.Unified] = own }).TryRemove();
        return new(new Dictionary<string, string> { [ControlGroup.Unified] = own });
    }

    private static string? Try(ControlGroupTree tree)
    {
        var groups = new ControlGroups(LimitSettings.Default, tree, $"/probe-{Guid.NewGuid():N}", NullLogger.Instance);
        groups.Create("probe", new RunnerLimits(64 << 20, 1));
        groups.Sweep(() => []);
        return groups.Obstacle is { } obstacle ? $"no limits can be kept here: {obstacle}" : null;
    }
}
