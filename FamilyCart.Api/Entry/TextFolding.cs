using System.Globalization;
using System.Text;

namespace FamilyCart.Api.Entry;

/// <summary>
/// Makes words comparable: small letters without marks, "Mouka" and "MOUKÁ" alike. By hand, since this service runs without the
/// tables of cultures, where the platform takes no marks off.
/// </summary>
internal static class TextFolding
{
    private const string Marked = "áàâäãåāăąčćçĉċďđéèêëēĕėęěíìîïīĭįıľĺļłňńñņóòôöõōŏőøřŕŗšśşșŝťţțúùûüūŭůűųýÿŷžźż";
    private const string Bare = "aaaaaaaaacccccddeeeeeeeeeiiiiiiiillllnnnnooooooooorrrssssstttuuuuuuuuuyyyzzz";

    internal static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            Append(folded, char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, char letter)
    {
        if (char.IsAscii(letter))
        {
            folded.Append(letter);
            return;
        }

        switch (letter)
        {
            case 'œ':
                folded.Append("oe");
                break;
            case 'æ':
                folded.Append("ae");
                break;
            case 'ß' or 'ẞ':
                folded.Append("ss");
                break;
            case '’' or '‘' or 'ʼ':
                folded.Append('\'');
                break;
            default:
                if (Marked.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var index)
                {
                    folded.Append(Bare[index]);
                }
                else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
                {
                    folded.Append(letter);
                }

                break;
        }
    }
}
