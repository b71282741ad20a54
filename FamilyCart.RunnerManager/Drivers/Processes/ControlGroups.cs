using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Makes the control groups of this host's runners. Where the machine allows none, that is said once, and shown.</summary>
internal sealed partial class ControlGroups
{
    private const string SubtreeControl = "cgroup.subtree_control";
    private const string Controllers = "+memory +cpu +pids";

    private readonly Lock _lock = new();
    private readonly LimitSettings _settings;
    private readonly ControlGroupTree _tree;
    private readonly string _parent;
    private readonly ILogger _logger;
    private readonly string? _lasting;
    private string? _obstacle;
    private bool _told;

    public ControlGroups(LimitSettings settings, ProcessDriverSettings driver, ILogger<ControlGroups> logger)
        : this(
            settings,
            settings.ControlGroup is { } own
                ? new ControlGroupTree(new Dictionary<string, string> { [ControlGroup.Unified] = own })
                : ControlGroupTree.Find(File.ReadAllText("/proc/self/cgroup"), File.ReadAllText("/proc/self/mountinfo")),
            driver.Folder,
            logger)
    {
    }

    /// <param name="settings">How strict it is.</param>
    /// <param name="tree">Where groups may be made.</param>
    /// <param name="runners">The folder of this manager's runners; another manager's groups are none of its business.</param>
    /// <param name="logger">Told when limits cannot be kept.</param>
    internal ControlGroups(LimitSettings settings, ControlGroupTree tree, string runners, ILogger logger)
    {
        (_settings, _tree, _logger) = (settings, tree, logger);
        _parent = "familycart-runners-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(runners)))[..8];
        _obstacle = _lasting = tree.Folders.Count == 0 ? "the machine has no control groups" : tree.Missing.Count > 0 ? $"the machine cannot limit {string.Join(", ", tree.Missing)}" : null;
    }

    /// <summary>Why limits are not kept, or not all of them; null while they are, as far as is known.</summary>
    public string? Obstacle => Volatile.Read(ref _obstacle);

    /// <summary>Why no runner may start, since its limits could never be kept; null where it may.</summary>
    public string? Refusal => _settings.Required && _lasting is { } obstacle ? Refuse(obstacle) : null;

    /// <summary>Makes the group of a runner, with its limits.</summary>
    /// <returns>Null when the runner has to go without.</returns>
    /// <exception cref="IOException">It cannot be made, and no runner may go without.</exception>
    public ControlGroup? Create(string name, RunnerLimits limits)
    {
        ControlGroup? group = null;
        try
        {
            lock (_lock)
            {
                group = new ControlGroup(_tree.Folders.ToDictionary(folder => folder.Key, folder => Make(folder.Value, name), StringComparer.Ordinal));
                ControlGroupLimits.Write(group, limits, _settings.Processes);
                // What was in the way before is not any more.
                Volatile.Write(ref _obstacle, _lasting);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            group?.TryRemove();
            group = null;
            Volatile.Write(ref _obstacle, $"the kernel refuses: {exception.Message}");
        }

        if (Obstacle is not { } obstacle)
        {
            return group;
        }

        if (!_told)
        {
            _told = true;
            LogWithout(obstacle);
        }

        if (!_settings.Required)
        {
            return group is { Folders.Count: > 0 } ? group : null;
        }

        group?.TryRemove();
        throw new IOException(Refuse(obstacle));
    }

    /// <summary>Removes the groups of runners that have no folder any more, and the one above them when it is empty.</summary>
    /// <param name="have">Names the runners that have a folder; asked while no group is made.</param>
    public void Sweep(Func<IReadOnlyCollection<string>> have)
    {
        lock (_lock)
        {
            var names = have();
            foreach (var parent in _tree.Folders.Values.Select(folder => Path.Combine(folder, _parent)).Where(Directory.Exists))
            {
                foreach (var left in Directory.EnumerateDirectories(parent).Where(path => !names.Contains(Path.GetFileName(path))))
                {
                    new ControlGroup(new Dictionary<string, string> { [ControlGroup.Unified] = left }).TryRemove();
                }

                if (names.Count == 0)
                {
                    new ControlGroup(new Dictionary<string, string> { [ControlGroup.Unified] = parent }).TryRemove();
                }
            }
        }
    }

    private static string Refuse(string obstacle) => $"Its limits cannot be kept, and Limits:Required is true: {obstacle}.";

    private string Make(string folder, string name)
    {
        var parent = Path.Combine(folder, _parent);
        if (_tree.IsUnified)
        {
            Offer(folder);
            Directory.CreateDirectory(parent);
            ControlGroupFile.Write(parent, SubtreeControl, Controllers);
        }

        return Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
    }

    // Version 2 gives controllers only to groups beside which no process is.
    private static void Offer(string folder)
    {
        try
        {
            ControlGroupFile.Write(folder, SubtreeControl, Controllers);
        }
        catch (IOException)
        {
            var leaf = Directory.CreateDirectory(Path.Combine(folder, ControlGroupTree.ManagerLeaf)).FullName;
            ControlGroupFile.Write(leaf, "cgroup.procs", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            ControlGroupFile.Write(folder, SubtreeControl, Controllers);
        }
    }

    [LoggerMessage(3300, LogLevel.Warning, "Runners are not held to their limits on this host: {Obstacle}. Run the manager as root, or in a unit with Delegate=yes; Limits:Required=true refuses runners instead.")]
    private partial void LogWithout(string obstacle);
}
