using FamilyCart.Api.Database;
using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Limits;

/// <summary>
/// Locks an address for a while after too many failed log-ins. It locks unknown addresses alike, and whoever is locked out is told
/// of a wrong password.
/// </summary>
internal sealed partial class Lockout(
    NpgsqlDataSource database, AddressCounter counter, LimitSettings settings, AccountMetrics metrics, ILogger<Lockout> logger)
{
    internal async Task<bool> IsLockedAsync(string emailKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await IsLockedAsync(connection, emailKey, cancellationToken);
    }

    internal async Task<bool> IsLockedAsync(NpgsqlConnection connection, string emailKey, CancellationToken cancellationToken) =>
        await counter.GetAsync(connection, AddressCounter.Login, emailKey, cancellationToken) >= settings.FailedLogins;

    /// <summary>Counts a failed log-in; those of a locked address change nothing.</summary>
    internal async Task CountFailureAsync(string emailKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var count = await counter.IncrementAsync(
            connection,
            AddressCounter.Login,
            emailKey,
            settings.FailedLogins,
            settings.FailedLoginWindow,
            settings.LockoutDuration,
            cancellationToken);
        if (count == settings.FailedLogins)
        {
            metrics.AddressLocked();
            LogLocked(settings.FailedLogins, settings.LockoutDuration);
        }
    }

    /// <summary>Forgets the failures of an address whose owner has come, within the transaction that is open on the connection.</summary>
    internal static Task LiftAsync(NpgsqlConnection connection, string emailKey, CancellationToken cancellationToken) =>
        AddressCounter.ClearAsync(connection, AddressCounter.Login, emailKey, cancellationToken);
}
