namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Where this process may make control groups: below the ones that it is in, so that no runner escapes what holds its manager.</summary>
/// <param name="Folders">The folders by controller; the only one of version 2 is called <see cref="ControlGroup.Unified"/>. Empty where there is none.</param>
internal sealed record ControlGroupTree(IReadOnlyDictionary<string, string> Folders)
{
    /// <summary>The group into which the manager moves itself, since version 2 has processes only in the last groups of the tree.</summary>
    public const string ManagerLeaf = "manager";

    private static readonly string[] s_first = [ControlGroup.Memory, ControlGroup.Processor, ControlGroup.Accounting, ControlGroup.Processes];

    public bool IsUnified => Folders.ContainsKey(ControlGroup.Unified);

    /// <summary>The limits that cannot be kept here, in words; empty when all can.</summary>
    public IReadOnlyList<string> Missing => IsUnified
        ? []
        : [.. new[] { (ControlGroup.Memory, "memory"), (ControlGroup.Processor, "processors"), (ControlGroup.Processes, "processes") }
            .Where(one => !Folders.ContainsKey(one.Item1)).Select(one => one.Item2)];

    /// <summary>Finds it: version 2 if it has the controllers, else version 1.</summary>
    /// <param name="memberships">The text of <c>/proc/self/cgroup</c>.</param>
    /// <param name="mounts">The text of <c>/proc/self/mountinfo</c>.</param>
    public static ControlGroupTree Find(string memberships, string mounts)
    {
        var groups = memberships.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 3)).Where(words => words.Length == 3).ToList();
        var places = mounts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Mount.Parse).OfType<Mount>().ToList();
        var unified = groups.Find(words => words[1].Length == 0) is { } own && places.Find(mount => mount.Type == "cgroup2") is { } mount ? mount.PathOf(own[2]) : null;
        if (unified is not null && ControlGroupFile.Read(unified, "cgroup.controllers") is { } offered
            && new[] { ControlGroup.Memory, ControlGroup.Processor, ControlGroup.Processes }.All(offered.Split(' ').Contains))
        {
            return new(new Dictionary<string, string> { [ControlGroup.Unified] = Path.GetFileName(unified) == ManagerLeaf ? Path.GetDirectoryName(unified)! : unified });
        }

        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var controller in s_first)
        {
            if (groups.Find(words => words[1].Split(',').Contains(controller)) is { } member
                && places.Find(place => place.Type == "cgroup" && place.Options.Contains(controller)) is { } at)
            {
                folders.Add(controller, at.PathOf(member[2]));
            }
        }

        return new(folders);
    }

    /// <param name="Root">The part of the tree that is mounted.</param>
    /// <param name="Point">Where.</param>
    /// <param name="Type">cgroup or cgroup2.</param>
    /// <param name="Options">The controllers, among others.</param>
    private sealed record Mount(string Root, string Point, string Type, string[] Options)
    {
        public static Mount? Parse(string line)
        {
            var words = line.Split(' ');
            var dash = Array.IndexOf(words, "-");
            return dash >= 6 && words.Length > dash + 3 && words[dash + 1].StartsWith("cgroup", StringComparison.Ordinal)
                ? new(words[3], words[4], words[dash + 1], words[dash + 3].Split(','))
                : null;
        }

        /// <summary>The folder of a group; in a container the names of groups may begin above what is mounted.</summary>
        public string PathOf(string group)
        {
            var below = Root != "/" && group.StartsWith(Root, StringComparison.Ordinal) ? group[Root.Length..] : group;
            var folder = Path.Join(Point, below.Contains("..", StringComparison.Ordinal) ? "" : below).TrimEnd('/');
            return Directory.Exists(folder) ? folder : Point;
        }
    }
}
