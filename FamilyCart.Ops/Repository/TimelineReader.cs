using System.Globalization;
using System.Text.Json;

namespace FamilyCart.Ops.Repository;

/// <summary>Reads the histories of timelines that the archive keeps beside the segments of the log.</summary>
internal static class TimelineReader
{
    /// <param name="repository">The repository.</param>
    /// <param name="archive">The archive, such as <c>15-1</c>.</param>
    /// <param name="numbers">Those of the repositories: any of them may have been lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where none of them can be read.</returns>
    public static async Task<Timelines?> ReadAsync(BackRest repository, string archive, IEnumerable<int> numbers, CancellationToken cancellationToken)
    {
        List<Timeline> later = [];
        var areRead = false;
        foreach (var number in numbers)
        {
            if (await ReadOneAsync(repository, number, archive, cancellationToken) is { } some)
            {
                areRead = true;
                later.AddRange(some);
            }
        }

        return areRead ? new Timelines([.. later.GroupBy(timeline => timeline.Number).Select(same => same.MinBy(timeline => timeline.Since)!).OrderBy(timeline => timeline.Number)]) : null;
    }

    private static async Task<IReadOnlyList<Timeline>?> ReadOneAsync(BackRest repository, int number, string archive, CancellationToken cancellationToken)
    {
        var folder = $"archive/{RepositoryConfiguration.Stanza}/{archive}";
        if (await repository.ListAsync(number, folder, "[.]history$", cancellationToken) is not { } listed)
        {
            return null;
        }

        List<Timeline> later = [];
        using var files = JsonDocument.Parse(listed);
        foreach (var file in files.RootElement.EnumerateObject())
        {
            if (await repository.ReadFileAsync(number, $"{folder}/{file.Name}", cancellationToken) is not { } history || TimelineFork.Read(history.Split('\n')) is not [_, ..] forks)
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
