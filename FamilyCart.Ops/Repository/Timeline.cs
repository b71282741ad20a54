using System.Globalization;

namespace FamilyCart.Ops.Repository;

/// <summary>One life of the server: the first begins when it is made, another whenever a restored server takes its place.</summary>
/// <param name="Number">PostgreSQL's.</param>
/// <param name="Since">When its history reached the archive, which is when the server first started on it. UTC.</param>
/// <param name="Forks">The timelines before it, oldest first, and where each was left.</param>
internal sealed record Timeline(uint Number, DateTimeOffset Since, IReadOnlyList<TimelineFork> Forks);

/// <summary>Where a timeline was left for the next.</summary>
/// <param name="Timeline">The one that was left.</param>
/// <param name="Position">Up to which byte of the log the next one has it.</param>
internal sealed record TimelineFork(uint Timeline, ulong Position)
{
    /// <summary>
    /// Reads a file <c>NNNNNNNN.history</c>: a line for each timeline before, of its number, the position at which it was left, and why,
    /// with tabs between. Comments begin with <c>#</c>.
    /// </summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IReadOnlyList<TimelineFork> Read(IEnumerable<string> lines) =>
    [
        .. from line in lines
           where line.Length > 0 && char.IsAsciiDigit(line[0])
           let fields = line.Split('\t', StringSplitOptions.TrimEntries)
           select fields is [var number, var position, ..]
               ? new TimelineFork(uint.Parse(number, CultureInfo.InvariantCulture), ReadPosition(position))
               : throw new FormatException($"'{line}' is no line of a timeline's history."),
    ];

    /// <summary>Reads a position as PostgreSQL writes it: two hexadecimal halves with a slash between.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ulong ReadPosition(string text) => text.Split('/') is [var high, var low]
        ? ((ulong)uint.Parse(high, NumberStyles.HexNumber, CultureInfo.InvariantCulture) << 32) + uint.Parse(low, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : throw new FormatException($"'{text}' is no position in a log.");
}
