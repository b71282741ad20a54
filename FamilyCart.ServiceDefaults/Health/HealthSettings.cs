using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.ServiceDefaults.Health;

/// <summary>Settings of section <c>Health</c>.</summary>
/// <param name="CacheDuration">For how long a result is served again, 0 to 1 min. Default 1 s.</param>
/// <param name="CheckTimeout">After how long a check counts as failed, 0.1 s to 1 min. Default 3 s.</param>
/// <param name="Url">What the verb <c>health</c> asks; by default the service's own address on loopback.</param>
public sealed record HealthSettings(TimeSpan CacheDuration, TimeSpan CheckTimeout, Uri? Url)
{
    internal const string Section = "Health";

    internal static HealthSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(CacheDuration), TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        reader.Duration(nameof(CheckTimeout), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)),
        reader.HttpUrl(nameof(Url), "http://127.0.0.1:9080/health"));
}
