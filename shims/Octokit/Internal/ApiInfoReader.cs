using System.Globalization;
using System.Text.RegularExpressions;

namespace Octokit.Internal;

internal static partial class ApiInfoReader
{
    public const string ReceivedHeader = "X-Octokit-ReceivedDate";

    public static ApiInfo Read(IDictionary<string, string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return new ApiInfo(
            Links(Find(headers, "Link")),
            List(Find(headers, "X-OAuth-Scopes")),
            List(Find(headers, "X-Accepted-OAuth-Scopes")),
            Find(headers, "ETag"),
            new RateLimit(headers),
            Moment(Find(headers, "Date")) - Moment(Find(headers, ReceivedHeader)) ?? TimeSpan.Zero);
    }

    private static string Find(IDictionary<string, string> headers, string name) =>
        headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string[] List(string text) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static Dictionary<string, Uri> Links(string text)
    {
        var links = new Dictionary<string, Uri>();
        foreach (Match link in Link().Matches(text ?? string.Empty))
        {
            if (Uri.TryCreate(link.Groups["address"].Value, UriKind.Absolute, out var address))
            {
                links[link.Groups["relation"].Value] = address;
            }
        }

        return links;
    }

    [GeneratedRegex("<(?<address>[^<>]+)>; rel=\"(?<relation>[a-z]+)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
