using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Tokens;

/// <summary>Settings of section <c>AccessTokens</c>.</summary>
/// <param name="Lifetime">A token ends after this long however much it is used, 1 min to 365 days. Default 30 days.</param>
/// <param name="IdleTimeout">A token that is not used for this long is worthless, 1 min to the lifetime. Default 60 min.</param>
internal sealed record TokenSettings(TimeSpan Lifetime, TimeSpan IdleTimeout)
{
    internal const string Section = "AccessTokens";

    private static readonly TimeSpan _shortest = TimeSpan.FromMinutes(1);

    /// <summary>How late the last use may be recorded, so that not every read becomes a write.</summary>
    internal TimeSpan TouchInterval => IdleTimeout / 60;

    internal static TokenSettings Read(SettingReader reader)
    {
        var lifetime = reader.Duration(nameof(Lifetime), TimeSpan.FromDays(30), _shortest, TimeSpan.FromDays(365));
        var idleDefault = TimeSpan.FromMinutes(Math.Min(60, lifetime.TotalMinutes));
        return new TokenSettings(lifetime, reader.Duration(nameof(IdleTimeout), idleDefault, _shortest, lifetime));
    }
}
