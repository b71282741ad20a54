using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Readers;

/// <summary>Settings of section <c>Readers</c>.</summary>
/// <param name="Anonymous">Whether everybody who reaches the manager may look. Default: only at a fleet of the emulator, whose names are made up.</param>
/// <param name="SessionLength">How long a log-in of a browser lasts, 1 min to 7 days. Default 12 h.</param>
internal sealed record ReaderSettings(bool Anonymous, TimeSpan SessionLength)
{
    public const string Section = "Readers";

    public static ReaderSettings Read(SettingReader reader, GitHubMode mode) => new(
        reader.Flag(nameof(Anonymous), mode == GitHubMode.Emulator),
        reader.Duration(nameof(SessionLength), TimeSpan.FromHours(12), TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)));
}
