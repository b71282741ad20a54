using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FamilyCart.Api.Changes;

/// <summary>The header If-None-Match (RFC 9110, 13.1.2): what the client has already.</summary>
internal static class IfNoneMatch
{
    /// <summary>Whether it names this tag, be it as a weak one, among others or by an asterisk. A header that cannot be read names nothing.</summary>
    internal static bool Names(StringValues header, string tag) =>
        EntityTagHeaderValue.TryParseList(header, out var tags)
        && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));
}
