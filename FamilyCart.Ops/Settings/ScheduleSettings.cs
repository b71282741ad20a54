using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Ops.Settings;

/// <summary>How long after the last good one the next is due. What failed is tried again after <paramref name="Retry"/>.</summary>
/// <param name="Full">Base backups of everything, 1 h to 31 days. Default 7 days.</param>
/// <param name="Differential">Base backups of what changed since, 10 min to 7 days. Default 1 day.</param>
/// <param name="Dump">Dumps by pg_dump, 10 min to 1 day, of which alerts make sure. Default 1 day.</param>
/// <param name="Drill">Restore drills, 10 min to 1 day, of which alerts make sure. Default 1 day.</param>
/// <param name="PastDrill">Drills of a random past moment, 10 min to 7 days, of which alerts make sure. Default 7 days.</param>
/// <param name="Heartbeat">Rows that tell how old restored data are, 1 s to 1 min. Default 10 s.</param>
/// <param name="Retry">1 s to 6 h. Default 15 min.</param>
internal sealed record ScheduleSettings(
    TimeSpan Full, TimeSpan Differential, TimeSpan Dump, TimeSpan Drill, TimeSpan PastDrill, TimeSpan Heartbeat, TimeSpan Retry)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);

    internal static ScheduleSettings Read(SettingReader reader) => new(
        reader.Duration("Schedule:Full", s_week, TimeSpan.FromHours(1), s_month),
        reader.Duration("Schedule:Differential", s_day, s_shortest, s_week),
        reader.Duration("Schedule:Dump", s_day, s_shortest, s_day),
        reader.Duration("Schedule:Drill", s_day, s_shortest, s_day),
        reader.Duration("Schedule:PastDrill", s_week, s_shortest, s_week),
        reader.Duration("Schedule:Heartbeat", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
        reader.Duration("Schedule:Retry", TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(1), TimeSpan.FromHours(6)));
}
