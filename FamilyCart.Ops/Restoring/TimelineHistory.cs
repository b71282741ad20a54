using System.Globalization;
using FamilyCart.Ops.Repository;

namespace FamilyCart.Ops.Restoring;

/// <summary>
/// Where a recovery ended, as the server notes it in <c>pg_wal/NNNNNNNN.history</c>.
/// </summary>
internal static class TimelineHistory
{
    private const int NameLength = 24;

    /// <summary>The segment that holds the last replayed byte, 24 hexadecimal digits; null for a server that has never been recovered.</summary>
    /// <param name="dataFolder">The recovered server's.</param>
    public static string? LastReplayedSegment(string dataFolder)
    {
        var log = new DirectoryInfo(Path.Combine(dataFolder, "pg_wal"));
        return Newest(log) is { } newest && TimelineFork.Read(File.ReadLines(newest)) is [.., var fork] ? Segment(fork, SegmentBytes(log)) : null;
    }

    /// <summary>The number of the timeline on which a recovered server goes on, and what it has of those before; null for a server that has never been recovered.</summary>
    /// <param name="dataFolder">The recovered server's.</param>
    public static (uint Timeline, IReadOnlyList<TimelineFork> Forks)? Own(string dataFolder) => Newest(new DirectoryInfo(Path.Combine(dataFolder, "pg_wal"))) is { } newest
        ? (uint.Parse(Path.GetFileNameWithoutExtension(newest), NumberStyles.HexNumber, CultureInfo.InvariantCulture), TimelineFork.Read(File.ReadLines(newest)))
        : null;

    private static string? Newest(DirectoryInfo log) => Directory.EnumerateFiles(log.FullName, "*.history").Max(StringComparer.Ordinal);

    // A record that fills a segment to its end leaves the position at the start of the next one, of which nothing was read.
    private static string Segment(TimelineFork fork, ulong bytes)
    {
        var last = fork.Position - 1;
        return string.Create(CultureInfo.InvariantCulture, $"{fork.Timeline:X8}{last >> 32:X8}{(last & uint.MaxValue) / bytes:X8}");
    }

    // A server's choice when it is made; all its segments have that size.
    private static ulong SegmentBytes(DirectoryInfo log) => (ulong)log.EnumerateFiles().First(file => file.Name.Length == NameLength).Length;
}
