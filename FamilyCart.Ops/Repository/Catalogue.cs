using System.Globalization;
using System.Text.Json;

namespace FamilyCart.Ops.Repository;

/// <summary>What a repository holds.</summary>
/// <param name="Backups">Base backups without errors, oldest first.</param>
/// <param name="LastSegment">The newest archived segment of the log, 24 hexadecimal digits; null for none.</param>
/// <param name="Archives">The archive of each repository that was begun for this server, such as <c>15-1</c>; it may be empty.</param>
/// <param name="Version">The server's major version, such as <c>15</c>; null where there was no server yet.</param>
/// <param name="Begun">Those of the repositories that have been begun for some server, or cannot be read.</param>
/// <param name="Timelines">The lives of the server.</param>
internal sealed record Catalogue(
    IReadOnlyList<BaseBackup> Backups, string? LastSegment, IReadOnlyDictionary<BackupSource, string> Archives, string? Version, IReadOnlySet<BackupSource> Begun, Timelines Timelines)
{
    /// <summary>The key of the annotation that names a restore point.</summary>
    public const string RestorePointKey = "restore-point";

    private const int NoStanza = 1;
    private const int Unreadable = 99;

    /// <summary>Nothing at all.</summary>
    public static Catalogue Empty { get; } = new([], null, new Dictionary<BackupSource, string>(), null, new HashSet<BackupSource>(), Timelines.None);

    /// <summary>Reads what <c>pgbackrest info --output=json</c> says of one stanza, which is nothing of timelines.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static Catalogue Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } stanza)
        {
            return Empty;
        }

        // A repository that has gone on with another server keeps what it has of the one before, which leads to no moment of this one; and a
        // copy may be another server's altogether.
        var servers = stanza.GetProperty("db").EnumerateArray().GroupBy(RepositoryOf).Select(servers => servers.Last()).ToList();
        var server = servers.OrderBy(RepositoryOf).FirstOrDefault();
        var own = servers.Where(other => IdentityOf(other) == IdentityOf(server)).Select(other => (RepositoryOf(other), other.GetProperty("id").GetInt32())).ToHashSet();
        var backups = stanza.GetProperty("backup").EnumerateArray()
            .Where(backup => own.Contains(DatabaseOf(backup)))
            .Where(backup => !(backup.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.True))
            .Select(ReadBackup)
            .OrderBy(backup => backup.EndedAt);
        var archives = stanza.GetProperty("archive").EnumerateArray()
            .Where(archive => own.Contains(DatabaseOf(archive)))
            .ToList();
        return new Catalogue(
            [.. backups],
            archives.Select(archive => archive.TryGetProperty("max", out var max) ? max.GetString() : null).Max(StringComparer.Ordinal),
            archives.ToDictionary(archive => DatabaseOf(archive).Repository, archive => archive.GetProperty("id").GetString()!),
            server.ValueKind == JsonValueKind.Object ? server.GetProperty("version").GetString() : null,
            stanza.GetProperty("repo").EnumerateArray()
                .Where(repository => repository.GetProperty("status").GetProperty("code").GetInt32() != NoStanza)
                .Select(repository => (BackupSource)repository.GetProperty("key").GetInt32())
                .ToHashSet(),
            Timelines.None);
    }

    /// <summary>Why one of the repositories cannot be read, of which pgBackRest tells in the same list.</summary>
    /// <param name="json">As for <see cref="Read"/>.</param>
    /// <param name="number">The repository's.</param>
    /// <returns>Null where it can be, though it may hold nothing.</returns>
    public static string? FaultOf(string json, int number)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray()
            .SelectMany(stanza => stanza.TryGetProperty("repo", out var repositories) ? repositories.EnumerateArray() : default)
            .Where(repository => repository.GetProperty("key").GetInt32() == number)
            .Select(repository => repository.GetProperty("status"))
            .Where(status => status.GetProperty("code").GetInt32() == Unreadable)
            .Select(status => status.GetProperty("message").GetString()!.Split('\n')[0].TrimEnd(':'))
            .FirstOrDefault();
    }

    /// <summary>The newest backup from which a moment of a timeline can be reached; null for none.</summary>
    public BaseBackup? Before(DateTimeOffset moment, uint? timeline) => Backups.LastOrDefault(backup => backup.EndedAt <= moment && Timelines.Leads(backup, timeline));

    /// <summary>The newest backup after which that restore point was set; null for none.</summary>
    public BaseBackup? Of(string restorePoint) => Backups.LastOrDefault(backup => backup.RestorePoint == restorePoint);

    private static (BackupSource Repository, int Id) DatabaseOf(JsonElement entry)
    {
        var database = entry.GetProperty("database");
        return (RepositoryOf(database), database.GetProperty("id").GetInt32());
    }

    private static BackupSource RepositoryOf(JsonElement database) => (BackupSource)database.GetProperty("repo-key").GetInt32();

    // PostgreSQL's own number, which a new data folder has anew.
    private static ulong? IdentityOf(JsonElement server) => server.ValueKind == JsonValueKind.Object ? server.GetProperty("system-id").GetUInt64() : null;

    private static BaseBackup ReadBackup(JsonElement backup)
    {
        var times = backup.GetProperty("timestamp");
        var info = backup.GetProperty("info");
        return new BaseBackup(
            backup.GetProperty("label").GetString()!,
            DatabaseOf(backup).Repository,
            backup.GetProperty("type").GetString() switch { "full" => BaseBackupKind.Full, "diff" => BaseBackupKind.Differential, _ => BaseBackupKind.Incremental },
            DateTimeOffset.FromUnixTimeSeconds(times.GetProperty("start").GetInt64()),
            DateTimeOffset.FromUnixTimeSeconds(times.GetProperty("stop").GetInt64()),
            info.GetProperty("size").GetInt64(),
            info.GetProperty("repository").GetProperty("delta").GetInt64(),
            backup.TryGetProperty("annotation", out var notes) && notes.TryGetProperty(RestorePointKey, out var point) ? point.GetString() : null,
            // A segment's name begins with the eight digits of its timeline.
            uint.Parse(backup.GetProperty("archive").GetProperty("stop").GetString()!.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            TimelineFork.ReadPosition(backup.GetProperty("lsn").GetProperty("stop").GetString()!));
    }
}
