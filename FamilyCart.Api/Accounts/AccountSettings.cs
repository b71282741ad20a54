using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Accounts;

/// <summary>Settings of section <c>Accounts</c>.</summary>
/// <param name="VerifyTokenLifetime">How long a letter can prove an address, 1 min to 30 days. Default 48 h.</param>
/// <param name="ResetTokenLifetime">How long a letter can set a new password, 1 min to 1 day. Default 1 h.</param>
/// <param name="UnprovenLifetime">After how long an account that never proved an address is removed, 1 h to 365 days. Default 7 days.</param>
/// <param name="Superusers">Keys of the addresses whose proof makes a superuser, separated by commas in the setting. Default none.</param>
internal sealed record AccountSettings(
    TimeSpan VerifyTokenLifetime, TimeSpan ResetTokenLifetime, TimeSpan UnprovenLifetime, IReadOnlySet<string> Superusers)
{
    internal const string Section = "Accounts";

    private static readonly TimeSpan _shortest = TimeSpan.FromMinutes(1);

    internal static AccountSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(VerifyTokenLifetime), TimeSpan.FromHours(48), _shortest, TimeSpan.FromDays(30)),
        reader.Duration(nameof(ResetTokenLifetime), TimeSpan.FromHours(1), _shortest, TimeSpan.FromDays(1)),
        reader.Duration(nameof(UnprovenLifetime), TimeSpan.FromDays(7), TimeSpan.FromHours(1), TimeSpan.FromDays(365)),
        ReadSuperusers(reader));

    private static HashSet<string> ReadSuperusers(SettingReader reader)
    {
        var addresses = (reader.Text(nameof(Superusers)) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!addresses.All(EmailAddress.IsValid))
        {
            reader.AddFault(
                nameof(Superusers), "has an entry that is no e-mail address", "separate addresses by commas, such as ann@example.org,bob@example.org");
        }

        return [.. addresses.Select(EmailAddress.ToKey)];
    }
}
