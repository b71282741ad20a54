using System.Text.RegularExpressions;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Series;

/// <summary>
/// What is emitted: what monitoring/record.sh saw, what exporters and rooms to come are to emit (series/expected/), what only
/// containers emit (series/containers/), and what the rooms' own instruments become once they have measured something.
/// </summary>
internal static partial class KnownSeries
{
    private static readonly Lazy<HashSet<string>> s_listed = new(() => Directory
        .EnumerateFiles(Repository.Monitoring("series"), "*.txt", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines)
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .ToHashSet(StringComparer.Ordinal));

    private static readonly Lazy<string[]> s_stems = new(() =>
    [
        .. Directory.EnumerateDirectories(Repository.Root, "FamilyCart.*")
            .SelectMany(room => Directory.EnumerateFiles(room, "*Metrics.cs", SearchOption.AllDirectories))
            .SelectMany(path => Instruments().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value.Replace('.', '_'))
            .Distinct(StringComparer.Ordinal),
    ]);

    public static bool Contains(string name) => s_listed.Value.Contains(name) || s_stems.Value.Any(stem => IsOf(stem, name));

    // Units and kinds become suffixes.
    private static bool IsOf(string stem, string name) => name.StartsWith(stem, StringComparison.Ordinal) && Suffix().IsMatch(name[stem.Length..]);

    [GeneratedRegex("\"((?:familycart\\.|runner_)[a-z0-9_.]+)\"")]
    private static partial Regex Instruments();

    [GeneratedRegex("^(?:_seconds|_days|_percent|_bytes)?(?:_total|_bucket|_sum|_count)?$")]
    private static partial Regex Suffix();
}
