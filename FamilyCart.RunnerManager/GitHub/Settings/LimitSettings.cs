using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.GitHub.Settings;

/// <summary>How hard GitHub is asked, settings of section <c>GitHub</c> that begin with a limit's name.</summary>
/// <param name="Concurrency">Requests under way at once, 1 to 100. Default 20.</param>
/// <param name="WriteSpacing">Between two writes of one credential once a burst is used up, 0 to 1 min. Default 1 s.</param>
/// <param name="WriteBurst">Writes that may follow one another at once, 1 to 60; none for ten minutes after a secondary limit. Default 10.</param>
/// <param name="ContentPerMinute">Things made in a minute, 1 to 80. Default 75; GitHub's limit is 80.</param>
/// <param name="PointsPerMinute">Points in a minute, a read one and a write five, 10 to 900. Default 850; GitHub's limit is 900.</param>
/// <param name="LongestWait">For how long a call waits for a limit before it gives up and says until when, 0 to 1 min. Default 30 s.</param>
/// <param name="RequestTimeout">For one request, 0.1 s to 90 s. Default 10 s.</param>
/// <param name="MintTimeout">For a registration with everything that it takes to be sure of it, 1 s to 10 min. Default 1 min.</param>
/// <param name="Retries">Of a read that failed, 0 to 5. Default 2.</param>
internal sealed record LimitSettings(
    int Concurrency,
    TimeSpan WriteSpacing,
    int WriteBurst,
    int ContentPerMinute,
    int PointsPerMinute,
    TimeSpan LongestWait,
    TimeSpan RequestTimeout,
    TimeSpan MintTimeout,
    int Retries)
{
    public static LimitSettings Read(SettingReader reader) => new(
        reader.Whole(nameof(Concurrency), 20, 1, 100),
        reader.Duration(nameof(WriteSpacing), TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        reader.Whole(nameof(WriteBurst), 10, 1, 60),
        reader.Whole(nameof(ContentPerMinute), 75, 1, 80),
        reader.Whole(nameof(PointsPerMinute), 850, 10, 900),
        reader.Duration(nameof(LongestWait), TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        reader.Duration(nameof(RequestTimeout), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(90)),
        reader.Duration(nameof(MintTimeout), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        reader.Whole(nameof(Retries), 2, 0, 5));
}
