using System.Globalization;

namespace FamilyCart.Ops.Restoring;

/// <summary>
/// Where a recovery ended, as the server notes it: the file <c>pg_wal/NNNNNNNN.history</c> has a line for each time line before, of its
/// number, the position at which it was left, and why.
/// </summary>
internal static class TimelineHistory
{
    private const int NameLength = 24;

    /// <summary>The segment that holds the last replayed byte, 24 hexadecimal digits; null for a server that has never been recovered.</summary>
    /// <param name="dataFolder">The recovered server's.</param>
    public static string? LastReplayedSegment(string dataFolder)
    {
        var log = new DirectoryInfo(Path.Combine(dataFolder, "pg_wal"));
        var newest = Directory.EnumerateFiles(log.FullName, "*.history").Max(StringComparer.Ordinal);
        var line = newest is null ? null : File.ReadLines(newest).LastOrDefault(text => text.Length > 0 && char.IsAsciiDigit(text[0]));
        return line?.Split('\t', StringSplitOptions.TrimEntries) is [var timeline, var position, ..] ? Segment(timeline, position, SegmentBytes(log)) : null;
    }

    // A record that fills a segment to its end leaves the position at the start of the next one, of which nothing was read.
    private static string Segment(string timeline, string position, ulong bytes)
    {
        var halves = position.Split('/');
        var last = (ulong.Parse(halves[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) << 32)
            + ulong.Parse(halves[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{uint.Parse(timeline, CultureInfo.InvariantCulture):X8}{last >> 32:X8}{(last & uint.MaxValue) / bytes:X8}");
    }

    // A server's choice when it is made; all its segments have that size.
    private static ulong SegmentBytes(DirectoryInfo log) => (ulong)log.EnumerateFiles().First(file => file.Name.Length == NameLength).Length;
}
