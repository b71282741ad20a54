using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Settings of section <c>Evidence</c>: what is kept of jobs that are over.</summary>
/// <param name="Directory">Where this host keeps logs, readable to the manager alone. Default: beside the folder of the runners, with <c>-evidence</c> behind its name.</param>
/// <param name="Keep">For how long logs are kept. Default 14 days.</param>
/// <param name="KeepRows">For how long jobs, runners and deliveries that are over stay in the database. Default 30 days.</param>
/// <param name="LargestLog">Bytes of one job's log; of more, each file's end is kept. Default 2,000,000.</param>
/// <param name="LargestTotal">Bytes of all logs of this host; of more, the oldest go. Default 2,000,000,000.</param>
internal sealed record EvidenceSettings(string? Directory, TimeSpan Keep, TimeSpan KeepRows, int LargestLog, int LargestTotal)
{
    public const string Section = "Evidence";

    private static readonly TimeSpan s_shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3650);

    /// <summary>How long the logs of one runner are read; what has no end is left then.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    public static EvidenceSettings Default { get; } = new(null, TimeSpan.FromDays(14), TimeSpan.FromDays(30), 2_000_000, 2_000_000_000);

    public static EvidenceSettings Read(SettingReader reader) => new(
        reader.Text(nameof(Directory)) is { } directory ? Path.GetFullPath(directory) : null,
        reader.Duration(nameof(Keep), Default.Keep, s_shortest, s_longest),
        reader.Duration(nameof(KeepRows), Default.KeepRows, s_shortest, s_longest),
        reader.Whole(nameof(LargestLog), Default.LargestLog, 10_000, 100_000_000),
        reader.Whole(nameof(LargestTotal), Default.LargestTotal, 100_000, int.MaxValue));
}
