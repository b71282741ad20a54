using System.Buffers;

namespace FamilyCart.Gateway.Protection;

/// <summary>Judges how a message says where it ends. Kestrel reads it by RFC 9112; a server behind may read it otherwise.</summary>
internal static class MessageFraming
{
    // A token of RFC 9110, 5.6.2.
    private static readonly SearchValues<char> _nameLetters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Where Kestrel puts the length of a message that is chunked as well.
    private const string OverruledLength = "X-Content-Length";

    /// <summary>Whether all names of headers are names. HTTP/2 can carry others; HTTP/1.1 cannot have them in the first place.</summary>
    public static bool HasPlainNames(HttpRequest request)
    {
        if (HttpProtocol.IsHttp11(request.Protocol))
        {
            return true;
        }

        foreach (var (name, _) in request.Headers)
        {
            if (name.AsSpan().ContainsAnyExcept(_nameLetters))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every reader finds the same end: a length, or chunks and nothing else.</summary>
    public static bool IsPlain(HttpRequest request)
    {
        var headers = request.Headers;
        var coding = headers.TransferEncoding;
        return !headers.ContainsKey(OverruledLength)
            && (coding.Count == 0
                || (coding.Count == 1
                    && string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase)
                    && HttpProtocol.IsHttp11(request.Protocol)));
    }
}
