namespace FamilyCart.Gateway.Tests.Support;

/// <summary>HTTP/2 byte for byte, for clients that no library would be.</summary>
internal static class Http2Frames
{
    public const string Hello = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";
    public const int Data = 0;
    public const int Headers = 1;
    public const int Reset = 3;
    public const int GoAway = 7;
    public const int Continuation = 9;

    /// <summary>A header as HPACK writes one that is in no table. Names and values have 126 letters at most.</summary>
    public static string Header(string name, string value) => $"\0{(char)name.Length}{name}{(char)value.Length}{value}";

    /// <summary>Writes a frame; each letter is a byte.</summary>
    public static string Frame(int type, int flags, int stream, string payload) =>
        $"\0{(char)(payload.Length >> 8)}{(char)(payload.Length & 255)}{(char)type}{(char)flags}"
        + $"{(char)(stream >> 24)}{(char)((stream >> 16) & 255)}{(char)((stream >> 8) & 255)}{(char)(stream & 255)}{payload}";

    /// <summary>Reads the frames that are whole.</summary>
    public static List<(int Type, int Stream, string Payload)> Frames(string text)
    {
        var frames = new List<(int, int, string)>();
        for (var start = 0; start + 9 <= text.Length;)
        {
            var length = (text[start] << 16) | (text[start + 1] << 8) | text[start + 2];
            if (start + 9 + length > text.Length)
            {
                break;
            }

            var stream = (text[start + 5] << 24) | (text[start + 6] << 16) | (text[start + 7] << 8) | text[start + 8];
            frames.Add((text[start + 3], stream, text.Substring(start + 9, length)));
            start += 9 + length;
        }

        return frames;
    }
}
