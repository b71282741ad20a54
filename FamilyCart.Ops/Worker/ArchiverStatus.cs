using Npgsql;

namespace FamilyCart.Ops.Worker;

/// <summary>What the living server says of its archiver.</summary>
/// <param name="SegmentsWaiting">Finished segments of the log that have not reached the repository.</param>
/// <param name="LastArchived">UTC; null for never.</param>
/// <param name="LastFailed">UTC; null for never.</param>
/// <param name="Failures">How often the command has failed since the server's statistics began.</param>
internal sealed record ArchiverStatus(long SegmentsWaiting, DateTimeOffset? LastArchived, DateTimeOffset? LastFailed, long Failures)
{
    private const string Statement =
        """
        select (select count(*) from pg_ls_archive_statusdir() where name like '%.ready'), last_archived_time, last_failed_time, failed_count
        from pg_stat_archiver
        """;

    /// <summary>Whether the last try failed.</summary>
    public bool IsFailing => LastFailed is { } failed && !(LastArchived >= failed);

    /// <summary>Asks the server.</summary>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task<ArchiverStatus> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ArchiverStatus(reader.GetInt64(0), Time(reader, 1), Time(reader, 2), reader.GetInt64(3));
    }

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
}
