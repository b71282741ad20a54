using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>Settings of section <c>Leases</c>.</summary>
/// <param name="Longest">The longest time that a workflow may ask for at once. Default 1 h.</param>
/// <param name="Keep">How long a lease that ended is remembered. Default 30 days.</param>
internal sealed record LeaseSettings(TimeSpan Longest, TimeSpan Keep)
{
    public const string Section = "Leases";

    public static LeaseSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Longest), TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        reader.Duration(nameof(Keep), TimeSpan.FromDays(30), TimeSpan.FromHours(1), TimeSpan.FromDays(3650)));
}
