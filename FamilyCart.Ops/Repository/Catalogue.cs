using System.Globalization;
using System.Text.Json;

namespace FamilyCart.Ops.Repository;

/// <summary>What a repository holds.</summary>
/// <param name="Backups">Base backups without errors, oldest first.</param>
/// <param name="LastSegment">The newest archived segment of the log, 24 hexadecimal digits; null for none.</param>
/// <param name="ArchiveId">The archive that it is in, such as <c>15-1</c>; null for none.</param>
/// <param name="Version">The server's major version, such as <c>15</c>; null where there was no server yet.</param>
/// <param name="IsNew">Whether the first repository knows no server, whatever a copy knows.</param>
/// <param name="Timelines">The lives of the server.</param>
internal sealed record Catalogue(IReadOnlyList<BaseBackup> Backups, string? LastSegment, string? ArchiveId, string? Version, bool IsNew, Timelines Timelines)
{
    /// <summary>The key of the annotation that names a restore point.</summary>
    public const string RestorePointKey = "restore-point";

    private const int NoStanza = 1;
    private const int Unreadable = 99;

    /// <summary>Nothing at all.</summary>
    public static Catalogue Empty { get; } = new([], null, null, null, IsNew: true, Timelines.None);

    /// <summary>Reads what <c>pgbackrest info --output=json</c> says of one stanza, which is nothing of timelines.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static Catalogue Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } stanza)
        {
            return Empty;
        }

        // A repository that has gone on with another server keeps what it has of the one before, which leads to no moment of this one.
        var server = stanza.GetProperty("db").EnumerateArray().LastOrDefault();
        var id = server.ValueKind == JsonValueKind.Object ? server.GetProperty("id").GetInt32() : 0;
        var backups = stanza.GetProperty("backup").EnumerateArray()
            .Where(backup => backup.GetProperty("database").GetProperty("id").GetInt32() == id)
            .Where(backup => !(backup.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.True))
            .Select(ReadBackup)
            .DistinctBy(backup => backup.Label)
            .OrderBy(backup => backup.EndedAt);
        var last = stanza.GetProperty("archive").EnumerateArray()
            .Where(archive => archive.GetProperty("database").GetProperty("id").GetInt32() == id)
            .Where(archive => archive.TryGetProperty("max", out var max) && max.ValueKind == JsonValueKind.String)
            .Select(archive => (Segment: archive.GetProperty("max").GetString()!, Id: archive.GetProperty("id").GetString()!))
            .OrderBy(archive => archive.Segment, StringComparer.Ordinal)
            .LastOrDefault();
        var version = server.ValueKind == JsonValueKind.Object ? server.GetProperty("version").GetString() : null;
        var own = stanza.TryGetProperty("repo", out var repositories) ? repositories.EnumerateArray().FirstOrDefault(repository => repository.GetProperty("key").GetInt32() == 1) : default;
        var status = (own.ValueKind == JsonValueKind.Object ? own : stanza).GetProperty("status").GetProperty("code").GetInt32();
        return new Catalogue([.. backups], last.Segment, last.Id, version, status == NoStanza, Timelines.None);
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

    private static BaseBackup ReadBackup(JsonElement backup)
    {
        var times = backup.GetProperty("timestamp");
        var info = backup.GetProperty("info");
        return new BaseBackup(
            backup.GetProperty("label").GetString()!,
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
