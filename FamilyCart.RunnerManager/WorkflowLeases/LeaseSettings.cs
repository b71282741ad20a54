using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>Settings of section <c>Leases</c>.</summary>
/// <param name="Longest">The longest time that a workflow may ask for at once. Default 1 h.</param>
/// <param name="Keep">How long a lease that ended is remembered. Default 30 days.</param>
/// <param name="Names">Which leases there are. Default those of the environments.</param>
/// <param name="MostHeld">How many may be held at once of the names that a pattern allows. Default 100.</param>
internal sealed record LeaseSettings(TimeSpan Longest, TimeSpan Keep, LeaseNames Names, int MostHeld)
{
    public const string Section = "Leases";

    public static LeaseSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Longest), TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        reader.Duration(nameof(Keep), TimeSpan.FromDays(30), TimeSpan.FromHours(1), TimeSpan.FromDays(3650)),
        LeaseNames.Read(reader, nameof(Names)),
        reader.Whole(nameof(MostHeld), 100, 1, 10_000));
}
