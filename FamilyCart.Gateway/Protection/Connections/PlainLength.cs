using System.Text;

namespace FamilyCart.Gateway.Protection.Connections;

/// <summary>
/// Lets nothing but digits be a Content-Length. Kestrel takes a sign as well and keeps no trace of it, so what it is to parse is made
/// unreadable where other readers could see another length.
/// </summary>
internal sealed class PlainLength : Encoding
{
    private const char Refused = 'x';

    private PlainLength()
    {
    }

    public static PlainLength Instance { get; } = new();

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => ASCII.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        // Kestrel offers room for one letter more than the longest length has; who sends more is refused for those already.
        var count = Math.Min(byteCount, chars.Length - charIndex);
        for (var index = 0; index < count; index++)
        {
            var letter = (char)bytes[byteIndex + index];
            chars[charIndex + index] = char.IsAsciiDigit(letter) ? letter : Refused;
        }

        return count;
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;
}
