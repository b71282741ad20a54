using System.Globalization;

namespace FamilyCart.GitHubEmulator.Shapes;

internal static class Stamp
{
    /// <summary>As GitHub writes times: in UTC, by the second.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? time) => time is { } known ? Of(known) : null;
}
