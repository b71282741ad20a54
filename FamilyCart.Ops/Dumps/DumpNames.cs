using System.Globalization;

namespace FamilyCart.Ops.Dumps;

/// <summary>How dumps are called: a folder for each, by its moment in UTC, such as <c>20261122T031500Z</c>.</summary>
internal static class DumpNames
{
    public const string Checksums = "SHA256SUMS";
    public const string Globals = "globals.sql";
    public const string Dump = ".dump";
    public const string Encrypted = ".enc";
    public const string Draft = "dump-";
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The moment of a dump; null for a folder that is none.</summary>
    public static DateTimeOffset? MomentOf(string name) =>
        DateTimeOffset.TryParseExact(name, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    /// <summary>The dumps of a folder, oldest first.</summary>
    public static IReadOnlyList<string> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(Path.GetFileName).OfType<string>().Where(name => MomentOf(name) is not null).Order(StringComparer.Ordinal)]
        : [];
}
