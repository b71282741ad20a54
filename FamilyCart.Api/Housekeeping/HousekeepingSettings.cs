using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Housekeeping;

/// <summary>Settings of section <c>Housekeeping</c>: how often to clean up, 1 min to a day, and for how long to keep what.</summary>
/// <param name="Interval">Between two clean-ups. Default 1 h.</param>
/// <param name="EventAge">Changes of a list but its latest, 1 h to a year. Default 7 days.</param>
/// <param name="DeletedItemAge">Deleted items, 1 day to 10 years. Default 365 days.</param>
/// <param name="DeletedListAge">Deleted lists, 1 day to a year. Default 30 days.</param>
/// <param name="IdempotencyKeyAge">Answers to requests that may be sent again, 1 h to 30 days. Default 24 h.</param>
/// <param name="InvitationAge">Invitations that were answered, cancelled or have expired, 1 day to 10 years. Default 90 days.</param>
internal sealed record HousekeepingSettings(
    TimeSpan Interval,
    TimeSpan EventAge,
    TimeSpan DeletedItemAge,
    TimeSpan DeletedListAge,
    TimeSpan IdempotencyKeyAge,
    TimeSpan InvitationAge)
{
    internal const string Section = "Housekeeping";

    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly TimeSpan _year = TimeSpan.FromDays(365);

    internal static HousekeepingSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Interval), _hour, TimeSpan.FromMinutes(1), _day),
        reader.Duration(nameof(EventAge), 7 * _day, _hour, _year),
        reader.Duration(nameof(DeletedItemAge), _year, _day, 10 * _year),
        reader.Duration(nameof(DeletedListAge), 30 * _day, _day, _year),
        reader.Duration(nameof(IdempotencyKeyAge), _day, _hour, 30 * _day),
        reader.Duration(nameof(InvitationAge), 90 * _day, _day, 10 * _year));
}
