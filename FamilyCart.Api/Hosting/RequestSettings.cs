using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Hosting;

/// <summary>Settings of section <c>Requests</c>.</summary>
/// <param name="Timeout">After how long an unfinished request is answered with 503, 0.1 s to 5 min. Default 10 s.</param>
internal sealed record RequestSettings(TimeSpan Timeout)
{
    internal const string Section = "Requests";

    /// <summary>The largest valid body is about 7 KB; 413 beyond this.</summary>
    internal const long LargestBodyBytes = 64 * 1024;

    internal static RequestSettings Read(SettingReader reader) =>
        new(reader.Duration(nameof(Timeout), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5)));
}
