using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Drivers;

/// <summary>Settings of section <c>Limits</c>: how this host's runners are held to the limits of their pools.</summary>
/// <param name="Processes">Processes and threads of one runner at most, 64 to 1,000,000. Default 4096.</param>
/// <param name="Required">Whether a runner that is a process is refused rather than started without its limits. Default false.</param>
/// <param name="ControlGroup">A control group of version 2 that the manager may use whole. Default: the one that it is in.</param>
internal sealed record LimitSettings(int Processes, bool Required, string? ControlGroup)
{
    public const string Section = "Limits";

    public static LimitSettings Default { get; } = new(4096, false, null);

    public static LimitSettings Read(SettingReader reader)
    {
        var group = reader.Text(nameof(ControlGroup));
        if (group is not null && !File.Exists(Path.Combine(group, "cgroup.subtree_control")))
        {
            reader.AddFault(nameof(ControlGroup), group, "the folder of a control group of version 2", "/sys/fs/cgroup/runners");
        }

        return new(reader.Whole(nameof(Processes), Default.Processes, 64, 1_000_000), reader.Flag(nameof(Required), false), group);
    }
}
