using System.Globalization;
using System.Text.RegularExpressions;

namespace FamilyCart.Ops.Restoring;

/// <summary>Up to where the log is replayed: the end of the archive, a moment, or a restore point. One of the three.</summary>
/// <param name="Time">UTC; null for the others.</param>
/// <param name="RestorePoint">Its name; null for the others.</param>
internal sealed partial record RestoreTarget(DateTimeOffset? Time, string? RestorePoint)
{
    private const string LatestWord = "latest";

    /// <summary>The end of the archive.</summary>
    public static RestoreTarget Latest { get; } = new(null, null);

    /// <summary>Reads <c>latest</c>, a time of ISO 8601 (UTC where it names no zone), or the name of a restore point.</summary>
    /// <returns>Null where it is none of them.</returns>
    public static RestoreTarget? Parse(string text) =>
        text == LatestWord ? Latest
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? new(time, null)
        : IsName(text) ? new(null, text)
        : null;

    /// <summary>Whether a restore point may be called so: 1 to 63 letters, digits, dots, dashes and underscores, with a letter first.</summary>
    private static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>pgBackRest's options for it.</summary>
    /// <param name="timeline">That the log is followed to; null for the newest.</param>
    public IReadOnlyList<string> Options(uint? timeline)
    {
        string[] options = this switch
        {
            { Time: { } time } => ["--type=time", $"--target={Write(time)}", "--target-action=promote"],
            { RestorePoint: { } name } => ["--type=name", $"--target={name}", "--target-action=promote"],
            _ => ["--type=default"],
        };
        return timeline is null ? options : [.. options, string.Create(CultureInfo.InvariantCulture, $"--target-timeline={timeline}")];
    }

    /// <inheritdoc/>
    public override string ToString() => Time is { } time ? Write(time) : RestorePoint ?? LatestWord;

    private static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9._-]{0,62}$")]
    private static partial Regex Name();
}
