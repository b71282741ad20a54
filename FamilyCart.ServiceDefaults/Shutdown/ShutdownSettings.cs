using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.ServiceDefaults.Shutdown;

/// <summary>Settings of section <c>Shutdown</c>.</summary>
/// <param name="ReadinessDelay">For how long <c>/health</c> fails before the listener stops, 0 to 60 s. Default 1 s.</param>
/// <param name="Timeout">For how long the whole shutdown may take, 1 s to 10 min, delay included. Default 30 s.</param>
/// <param name="OwnerProcessId">The process whose end stops the service too; 0, the default, for none.</param>
public sealed record ShutdownSettings(TimeSpan ReadinessDelay, TimeSpan Timeout, int OwnerProcessId)
{
    internal const string Section = "Shutdown";

    internal static ShutdownSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(ReadinessDelay), TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        reader.Duration(nameof(Timeout), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        reader.Whole(nameof(OwnerProcessId), 0, 0, int.MaxValue));
}
