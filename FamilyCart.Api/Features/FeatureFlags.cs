using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Features;

/// <summary>Settings of section <c>Features</c>; a change of the configuration is seen without a restart.</summary>
/// <param name="DebugPanel">Clients may show their panel for finding faults. Default false.</param>
/// <param name="PerformancePanel">Clients may show how long things take. Default false.</param>
/// <param name="Ai">Categories, icons and translations are suggested. Default true.</param>
/// <param name="Invitations">People without an account may be invited to lists. Default true.</param>
internal sealed record FeatureFlags(bool DebugPanel, bool PerformancePanel, bool Ai, bool Invitations)
{
    internal const string Section = "Features";

    internal static FeatureFlags Read(SettingReader reader) => new(
        reader.Flag(nameof(DebugPanel), false),
        reader.Flag(nameof(PerformancePanel), false),
        reader.Flag(nameof(Ai), true),
        reader.Flag(nameof(Invitations), true));
}
