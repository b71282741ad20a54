using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Restoring;

/// <summary>
/// Whether a replay went to the end. PostgreSQL takes whatever it cannot read for the end of its log: a segment that is missing or damaged
/// ends a recovery early, without a word.
/// </summary>
internal sealed class ArchiveEnd(BackupSettings settings, BackRest repository)
{
    private const string LastArchived = "select last_archived_wal, last_archived_time from pg_stat_archiver where last_archived_wal ~ '^[0-9A-F]{24}$'";

    /// <summary>The newest segment that the living server knows to be archived, and when it was.</summary>
    /// <returns>Null where there is none, or the server does not answer.</returns>
    public async Task<(string Segment, DateTimeOffset At)?> OfServerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(LastArchived, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), new DateTimeOffset(reader.GetDateTime(1), TimeSpan.Zero)) : null;
        }
        catch (Exception exception) when (exception.IsServerAway())
        {
            // The drill is for the day when there is none.
            return null;
        }
    }

    /// <returns>Null when the restored server has replayed all of it; otherwise what ended it.</returns>
    /// <param name="source">Where it was replayed from.</param>
    /// <param name="catalogue">As read before the replay.</param>
    /// <param name="ofServer">The living server's newest archived segment then; null where unknown.</param>
    /// <param name="folder">The restored server's data folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> FaultAsync(BackupSource source, Catalogue catalogue, string? ofServer, string folder, CancellationToken cancellationToken)
    {
        // A server that was switched to another timeline counts anew; the archive's own end is what there is to replay.
        var last = string.CompareOrdinal(ofServer, catalogue.LastSegment) > 0 ? ofServer : catalogue.LastSegment;
        return last is null ? null : Restorer.ReplayedShort(last, folder) ?? await LastSegmentFaultAsync(source, folder, catalogue.Archives.GetValueOrDefault(source), last, cancellationToken);
    }

    // Damage inside the last segment ends the replay in that segment, where it has to end anyway. The repository's name of it has its SHA-1.
    [SuppressMessage("Security", "CA5350", Justification = "pgBackRest's checksum, against damage and not against forgers.")]
    private async Task<string?> LastSegmentFaultAsync(BackupSource source, string server, string? archive, string segment, CancellationToken cancellationToken)
    {
        // The restored server's, for the living one may be new: then the archive is not of it.
        var account = ToolAccount.For(settings.Account);
        var folder = Path.Combine(new BackupFolders(settings.Folder).Work, $"segment-{segment}");
        PrivateFiles.MakeFolder(folder, account);
        var file = Path.Combine(folder, segment);
        try
        {
            if (archive is null || await repository.Archive.FetchSegmentAsync(source, server, segment, file, cancellationToken) is not null)
            {
                return $"The last segment of the log, {segment}, cannot be read.";
            }

            await using var content = File.OpenRead(file);
            var sum = Convert.ToHexStringLower(await SHA1.HashDataAsync(content, cancellationToken));
            var names = await repository.Archive.ListSegmentsAsync(source, archive, segment, cancellationToken);
            return names.Any(name => name.StartsWith($"{segment}-{sum}", StringComparison.Ordinal)) ? null : $"The last segment of the log, {segment}, is damaged.";
        }
        finally
        {
            await AccountFolder.RemoveAsync(folder, account);
        }
    }
}
