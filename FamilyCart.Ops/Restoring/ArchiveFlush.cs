using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Restoring;

/// <summary>Has a living server archive what it has, so that even the last minute can be restored.</summary>
internal static class ArchiveFlush
{
    // A segment without anything in it is not finished.
    private const string Finish = "select pg_walfile_name(pg_switch_wal()) from (select pg_logical_emit_message(true, 'familycart', 'flush')) as message";
    private const string Progress = "select coalesce(last_archived_wal, '') >= $1, failed_count from pg_stat_archiver";

    // One failure may pass.
    private const int Hopeless = 2;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until all that is committed has reached the repository.</summary>
    /// <param name="settings">The living server.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it has; false where the server does not answer, or does not archive.</returns>
    public static async Task<bool> TryAsync(BackupSettings settings, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(limit);
        try
        {
            await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
            await connection.OpenAsync(late.Token);
            await using var finish = new NpgsqlCommand(Finish, connection);
            var segment = (string)(await finish.ExecuteScalarAsync(late.Token))!;
            await using var progress = new NpgsqlCommand(Progress, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = segment } } };
            for (long? before = null; ; await Task.Delay(s_pause, late.Token))
            {
                var (isArchived, failures) = await ReadAsync(progress, late.Token);
                before ??= failures;
                if (isArchived || failures >= before + Hopeless)
                {
                    return isArchived;
                }
            }
        }
        catch (Exception exception) when (exception.IsServerAway() || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static async Task<(bool IsArchived, long Failures)> ReadAsync(NpgsqlCommand progress, CancellationToken cancellationToken)
    {
        await using var reader = await progress.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetInt64(1));
    }
}
