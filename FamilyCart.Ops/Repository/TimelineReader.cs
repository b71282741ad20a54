using System.Globalization;
using System.Text.Json;

namespace FamilyCart.Ops.Repository;

/// <summary>Reads the histories of timelines that the archive keeps beside the segments of the log.</summary>
internal static class TimelineReader
{
    /// <param name="log">Of the repositories.</param>
    /// <param name="archives">The archive of each repository to read, such as <c>15-1</c>: any of them may have been lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where none of them can be read.</returns>
    public static async Task<Timelines?> ReadAsync(RepositoryArchive log, IReadOnlyDictionary<BackupSource, string> archives, CancellationToken cancellationToken)
    {
        List<Timeline> later = [];
        var areRead = false;
        foreach (var (source, archive) in archives)
        {
            if (await ReadOneAsync(log, source, archive, cancellationToken) is { } some)
            {
                areRead = true;
                later.AddRange(some);
            }
        }

        return areRead ? new Timelines([.. later.GroupBy(timeline => timeline.Number).Select(same => same.MinBy(timeline => timeline.Since)!).OrderBy(timeline => timeline.Number)]) : null;
    }

    private static async Task<IReadOnlyList<Timeline>?> ReadOneAsync(RepositoryArchive log, BackupSource source, string archive, CancellationToken cancellationToken)
    {
        var folder = $"archive/{RepositoryConfiguration.Stanza}/{archive}";
        if (await log.ListAsync(source, folder, "[.]history$", cancellationToken) is not { } listed)
        {
            return null;
        }

        List<Timeline> later = [];
        using var files = JsonDocument.Parse(listed);
        foreach (var file in files.RootElement.EnumerateObject())
        {
            if (await log.ReadFileAsync(source, $"{folder}/{file.Name}", cancellationToken) is not { } history || TimelineFork.Read(history.Split('\n')) is not [_, ..] forks)
            {
                return null;
            }

            later.Add(new Timeline(
                uint.Parse(Path.GetFileNameWithoutExtension(file.Name), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                DateTimeOffset.FromUnixTimeSeconds(file.Value.GetProperty("time").GetInt64()),
                forks));
        }

        return later;
    }
}
