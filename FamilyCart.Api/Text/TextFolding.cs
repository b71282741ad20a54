using System.Globalization;
using System.Text;

namespace FamilyCart.Api.Text;

/// <summary>Brings names into the form in which they are compared, so that "Mléko " is "mleko".</summary>
internal static partial class TextFolding
{
    /// <summary>Characters that a folded text has at most; some letters become two or three.</summary>
    internal const int Limit = 200;

    private const int FullWidthFirst = 0xFF01;
    private const int FullWidthLast = 0xFF5E;
    private const int FullWidthOffset = 0xFEE0;

    /// <summary>Folds a text.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// Small letters without marks, and single blanks between words; at most <see cref="Limit"/> characters. A text of marks only
    /// stays as it is; only one of blanks is empty.
    /// </returns>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (length > 0 && folded[^1] != ' ')
                {
                    Append(" ");
                }
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                Append(FoldLetter(rune));
            }
        }

        var result = folded.ToString().TrimEnd(' ');
        return result.Length > 0 ? result : text.Trim().ToLowerInvariant();

        void Append(string letters)
        {
            // More than one letter is always of the basic plane.
            length += letters.Length > 1 && char.IsSurrogate(letters[0]) ? 1 : letters.Length;
            if (length <= Limit)
            {
                folded.Append(letters);
            }
        }
    }

    private static string FoldLetter(Rune rune)
    {
        var narrow = rune.Value is >= FullWidthFirst and <= FullWidthLast ? new Rune(rune.Value - FullWidthOffset) : rune;
        var small = Rune.ToLowerInvariant(narrow);
        return small.IsBmp && _plain.TryGetValue((char)small.Value, out var plain) ? plain : small.ToString();
    }
}
