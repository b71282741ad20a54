namespace FamilyCart.Gateway.Protection;

/// <summary>
/// Judges a request's target as it came over the wire, before anything decoded or normalised it. A target that two readers
/// could take for two different paths is refused: dot segments, encoded dots, slashes and backslashes, double encodings,
/// control characters.
/// </summary>
internal static class RequestTarget
{
    /// <summary>Whether the path can only be read in one way.</summary>
    /// <param name="rawTarget">From the request line: /path?query, http://host/path, * or host:port.</param>
    public static bool IsPlain(ReadOnlySpan<char> rawTarget)
    {
        var path = PathOf(rawTarget);
        if (path.IsEmpty || path[0] != '/')
        {
            return false;
        }

        for (var index = 0; index < path.Length; index++)
        {
            switch (path[index])
            {
                case '\\':
                case '/' when IsOddSegment(path[(index + 1)..]):
                case '%' when IsOddEscape(path[(index + 1)..]):
                    return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || path[0] == '/')
        {
            return path;
        }

        var afterScheme = path[(scheme + 3)..];
        var slash = afterScheme.IndexOf('/');
        return slash < 0 ? "/" : afterScheme[slash..];
    }

    // An empty segment in the middle, or one of dots.
    private static bool IsOddSegment(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('/');
        var segment = end < 0 ? rest : rest[..end];
        return (segment.IsEmpty && end >= 0) || segment is "." or "..";
    }

    private static bool IsOddEscape(ReadOnlySpan<char> rest)
    {
        if (!TryHex(rest, out var code))
        {
            return true;
        }

        return code is '.' or '/' or '\\' || code < 0x20 || code == 0x7f || (code == '%' && TryHex(rest[2..], out _));
    }

    private static bool TryHex(ReadOnlySpan<char> text, out int code)
    {
        code = 0;
        if (text.Length < 2 || !char.IsAsciiHexDigit(text[0]) || !char.IsAsciiHexDigit(text[1]))
        {
            return false;
        }

        code = (Convert.FromHexString(text[..2]))[0];
        return true;
    }
}
