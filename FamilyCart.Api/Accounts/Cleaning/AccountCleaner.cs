using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Accounts.Cleaning;

/// <summary>Once an hour removes accounts that were never proven, and tokens and counts that have ended.</summary>
internal sealed partial class AccountCleaner(
    NpgsqlDataSource database, CleaningStore store, LoginEnds ends, TimeProvider time, ILogger<AccountCleaner> logger) : BackgroundService
{
    /// <summary>What is left after so long waits for the next hour.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryCleanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops; another one goes on.
        }
    }

    /// <summary>Removes what is due, a batch a transaction; rows that another instance is removing are left to it.</summary>
    internal async Task CleanAsync(CancellationToken cancellationToken)
    {
        var accounts = 0;
        var others = 0;
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < _limit)
        {
            var ended = new EndedLogins();
            await using var connection = await database.OpenPromptlyAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var removedAccounts = await store.RemoveUnprovenAsync(connection, ended, cancellationToken);
            var removedOthers = await store.RemoveEndedAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            ends.Announce(ended, "never_proven");
            accounts += removedAccounts;
            others += removedOthers;
            if (removedAccounts + removedOthers == 0)
            {
                break;
            }
        }

        if (accounts + others > 0)
        {
            LogCleaned(accounts, others);
        }
    }

    private async Task TryCleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CleanAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotCleaned(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
        }
    }
}
