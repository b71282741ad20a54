using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Invitations;

/// <summary>Settings of section <c>Invitations</c>.</summary>
/// <param name="Lifetime">How long an invitation can be accepted, 1 h to 90 days. Default 7 days.</param>
/// <param name="LetterInterval">How long the same address is spared another letter for a list, 0 to 1 day. Default 1 min.</param>
/// <param name="PendingLimit">Invitations of a list that may wait for an answer, 1 to 1000. Default 50.</param>
/// <param name="DailyLimit">Letters that one account may cause in 24 h, 1 to 10000. Default 100.</param>
internal sealed record InvitationSettings(TimeSpan Lifetime, TimeSpan LetterInterval, int PendingLimit, int DailyLimit)
{
    internal const string Section = "Invitations";

    internal static InvitationSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Lifetime), TimeSpan.FromDays(7), TimeSpan.FromHours(1), TimeSpan.FromDays(90)),
        reader.Duration(nameof(LetterInterval), TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromDays(1)),
        (int)reader.Number(nameof(PendingLimit), 50, 1, 1000),
        (int)reader.Number(nameof(DailyLimit), 100, 1, 10_000));
}
