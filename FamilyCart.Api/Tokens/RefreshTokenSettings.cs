using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Tokens;

/// <summary>Settings of section <c>RefreshTokens</c>: log-ins with the scope offline_access.</summary>
/// <param name="Lifetime">A log-in ends after this long however much it is used, 1 min to 365 days. Default 30 days.</param>
/// <param name="IdleTimeout">A log-in that is not refreshed for this long is over, 1 min to the lifetime. Default 14 days.</param>
/// <param name="AccessLifetime">How long an access token of it lives, 1 min to the idle timeout. Default 15 min.</param>
/// <param name="ReuseGrace">
/// For how long a used refresh token may come again, because its answer was lost, 0 to 1 min. Default 10 s. Later, its use ends the
/// log-in: somebody else has it.
/// </param>
internal sealed record RefreshTokenSettings(TimeSpan Lifetime, TimeSpan IdleTimeout, TimeSpan AccessLifetime, TimeSpan ReuseGrace)
{
    internal const string Section = "RefreshTokens";

    private static readonly TimeSpan _shortest = TimeSpan.FromMinutes(1);

    internal static RefreshTokenSettings Read(SettingReader reader)
    {
        var lifetime = reader.Duration(nameof(Lifetime), TimeSpan.FromDays(30), _shortest, TimeSpan.FromDays(365));
        var idleTimeout = reader.Duration(nameof(IdleTimeout), AtMost(TimeSpan.FromDays(14), lifetime), _shortest, lifetime);
        return new RefreshTokenSettings(
            lifetime,
            idleTimeout,
            reader.Duration(nameof(AccessLifetime), AtMost(TimeSpan.FromMinutes(15), idleTimeout), _shortest, idleTimeout),
            reader.Duration(nameof(ReuseGrace), TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromMinutes(1)));
    }

    private static TimeSpan AtMost(TimeSpan value, TimeSpan limit) => value < limit ? value : limit;
}
