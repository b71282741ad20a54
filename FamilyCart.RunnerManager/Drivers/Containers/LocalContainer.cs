using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>A container that runs on this very machine, as its kernel shows it from outside: nothing in it can make that up.</summary>
/// <param name="ProcessId">The first process of the container, as it is called out here.</param>
/// <param name="Group">Its control group.</param>
internal sealed record LocalContainer(int ProcessId, ControlGroup Group)
{
    /// <summary>Whether one of its processes runs a program of that name.</summary>
    public bool Runs(string program) => Group.Ids().Any(id => ProcessTable.IsProgram(id, program));

    /// <summary>Finds it.</summary>
    /// <returns>
    /// Null when it does not run, or the engine's processes are not this machine's: an engine in a virtual machine or in a container
    /// counts its own, and the number would be a stranger here.
    /// </returns>
    public static LocalContainer? Of(ContainerView view) => view is { Id: { Length: > 0 } id, State: { ProcessId: > 0 } state } ? Of(id, state.ProcessId) : null;

    /// <inheritdoc cref="Of(ContainerView)"/>
    /// <param name="id">The container's.</param>
    /// <param name="processId">As the engine calls it.</param>
    public static LocalContainer? Of(string id, int processId)
    {
        try
        {
            // Every engine names the group by the container's id, which is nobody else's.
            var memberships = File.ReadAllText($"/proc/{processId}/cgroup");
            var folders = ControlGroupTree.Find(memberships, File.ReadAllText("/proc/self/mountinfo")).Folders
                .Where(folder => folder.Value.Contains(id, StringComparison.Ordinal))
                .ToDictionary(folder => folder.Key, folder => folder.Value, StringComparer.Ordinal);
            return folders.Count > 0 ? new(processId, new ControlGroup(folders)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
