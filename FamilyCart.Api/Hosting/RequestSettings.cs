using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Hosting;

/// <summary>Settings of section <c>Requests</c>.</summary>
/// <param name="Timeout">After how long an unfinished request is answered with 503, 0.1 s to 5 min. Default 10 s.</param>
/// <param name="PerAccount">Requests of one account that are worked on at the same time, 1 to 1000. Default 10.</param>
/// <param name="QueuePerAccount">Further ones that wait for their turn; the rest gets 429. 0 to 10000, default 100.</param>
internal sealed record RequestSettings(TimeSpan Timeout, int PerAccount, int QueuePerAccount)
{
    internal const string Section = "Requests";

    /// <summary>The largest valid body is about 7 KB; 413 beyond this.</summary>
    internal const long LargestBodyBytes = 64 * 1024;

    internal static RequestSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Timeout), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5)),
        reader.Whole(nameof(PerAccount), 10, 1, 1000),
        reader.Whole(nameof(QueuePerAccount), 100, 0, 10_000));
}
