using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FamilyCart.Api.Changes;

/// <summary>The header If-Match (RFC 9110, 13.1.1): the versions on which a change may be made; null allows all.</summary>
internal sealed record IfMatch(IReadOnlyList<long>? Versions)
{
    private const char Separator = '.';

    /// <summary>The strong tag of an item.</summary>
    internal static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The strong tag of a list with its content. A write compares only the version, a read all of it.</summary>
    internal static string Tag(long version, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{version}{Separator}{sequence}\"");

    /// <summary>Tags that are not ours, weak ones among them, match nothing.</summary>
    internal static IfMatch Parse(StringValues header)
    {
        if (StringValues.IsNullOrEmpty(header))
        {
            return new IfMatch((IReadOnlyList<long>?)null);
        }

        if (!EntityTagHeaderValue.TryParseList(header, out var tags))
        {
            return new IfMatch([]);
        }

        return tags.Contains(EntityTagHeaderValue.Any)
            ? new IfMatch((IReadOnlyList<long>?)null)
            : new IfMatch([.. tags.Where(tag => !tag.IsWeak).Select(tag => Version(tag.Tag.Value!)).OfType<long>()]);
    }

    internal bool Allows(long version) => Versions is null || Versions.Contains(version);

    private static long? Version(string tag) =>
        long.TryParse(tag.Trim('"').Split(Separator)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
