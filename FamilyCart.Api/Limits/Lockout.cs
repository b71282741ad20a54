using FamilyCart.Api.Database;
using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Limits;

/// <summary>
/// Locks an address for a while after too many failed log-ins: for the network they came from, and after many more for all networks
/// that its owner never logged in from. It locks unknown addresses alike, and whoever is locked out is told of a wrong password.
/// </summary>
internal sealed partial class Lockout(
    NpgsqlDataSource database, FailedLoginCounter counter, LimitSettings settings, AccountMetrics metrics, ILogger<Lockout> logger)
{
    /// <param name="guess">Who guesses at what.</param>
    /// <param name="emailKey">The address whose owner's networks are known, or null.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    internal async Task<bool> IsLockedAsync(LoginGuess guess, string? emailKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await IsLockedAsync(connection, guess, emailKey, cancellationToken);
    }

    internal Task<bool> IsLockedAsync(NpgsqlConnection connection, LoginGuess guess, string? emailKey, CancellationToken cancellationToken) =>
        counter.IsLockedAsync(connection, guess, emailKey, cancellationToken);

    /// <summary>Counts a failed log-in; those of a locked address change nothing.</summary>
    internal async Task CountFailureAsync(LoginGuess guess, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        if (await counter.IncrementAsync(connection, guess, cancellationToken))
        {
            metrics.AddressLocked();
            LogLocked(settings.LockoutDuration);
        }
    }

    /// <summary>
    /// Forgets the failures of the client from which the owner has come, within the transaction that is open on the connection. Those
    /// of others stay: who keeps guessing must not learn that somebody has logged in.
    /// </summary>
    internal Task WelcomeAsync(NpgsqlConnection connection, LoginGuess guess, Guid accountId, CancellationToken cancellationToken) =>
        counter.WelcomeAsync(connection, guess, accountId, cancellationToken);

    /// <summary>Forgets all failures at an address and its account, whose owner has read a letter.</summary>
    internal static Task LiftAsync(NpgsqlConnection connection, string emailKey, Guid accountId, CancellationToken cancellationToken) =>
        FailedLoginCounter.ClearAsync(connection, [LoginGuess.SubjectOf(emailKey), LoginGuess.SubjectOf(accountId)], cancellationToken);
}
