using System.Globalization;

namespace Octokit;

/// <summary>How many requests are left, and until when.</summary>
public class RateLimit
{
    public RateLimit()
    {
    }

    /// <summary>Reads X-RateLimit headers; what is missing or no number is 0.</summary>
    public RateLimit(IDictionary<string, string> responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        Limit = (int)Number(responseHeaders, "X-RateLimit-Limit", int.MaxValue);
        Remaining = (int)Number(responseHeaders, "X-RateLimit-Remaining", int.MaxValue);
        ResetAsUtcEpochSeconds = Number(responseHeaders, "X-RateLimit-Reset", long.MaxValue);
    }

    public RateLimit(int limit, int remaining, long resetAsUtcEpochSeconds) =>
        (Limit, Remaining, ResetAsUtcEpochSeconds) = (limit, remaining, resetAsUtcEpochSeconds);

    public int Limit { get; private set; }

    public int Remaining { get; private set; }

    public DateTimeOffset Reset => DateTimeOffset.FromUnixTimeSeconds(ResetAsUtcEpochSeconds);

    public long ResetAsUtcEpochSeconds { get; private set; }

    public RateLimit Clone() => new(Limit, Remaining, ResetAsUtcEpochSeconds);

    private static long Number(IDictionary<string, string> headers, string name, long maximum)
    {
        var text = headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value <= maximum ? value : 0;
    }
}
