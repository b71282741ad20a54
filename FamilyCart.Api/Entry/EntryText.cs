using System.Globalization;
using System.Text;

namespace FamilyCart.Api.Entry;

/// <summary>Takes a typed line apart into its pieces.</summary>
internal static class EntryText
{
    /// <summary>
    /// One line, single blanks, no control characters and nothing that turns the direction of writing or hides; half characters
    /// become U+FFFD. The joiners that emoji are made with stay.
    /// </summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                blank = clean.Length > 0;
            }
            else if (!IsHidden(rune))
            {
                clean.Append(blank ? " " : "").Append(rune);
                blank = false;
            }
        }

        return clean.ToString();
    }

    /// <summary>The pieces between commas, semicolons and dashes, in order, none empty; then those in brackets.</summary>
    internal static IReadOnlyList<string> Split(string clean)
    {
        var outside = TakeBrackets(clean, out var brackets);
        var pieces = Pieces(outside);
        return pieces.Count == 0 ? [clean] : [.. pieces, .. brackets.SelectMany(Pieces)];
    }

    /// <summary>A word such as d'œufs, whose first two letters only join it to an amount.</summary>
    internal static bool IsElided(string word) =>
        word.Length > 2 && word[0] is 'd' or 'D' && word[1] is '\'' or '’' && char.IsLetter(word[2]);

    private static string TakeBrackets(string clean, out List<string> brackets)
    {
        brackets = [];
        var outside = new StringBuilder(clean.Length);
        var from = 0;
        while (clean.IndexOf('(', from) is >= 0 and var open)
        {
            var close = clean.AsSpan(open + 1).IndexOfAny("()") + open + 1;
            if (close == open || clean[close] != ')' || !IsEdge(clean, open - 1) || !IsEdge(clean, close + 1) || close - open < 2)
            {
                outside.Append(clean, from, open + 1 - from);
                from = open + 1;
                continue;
            }

            outside.Append(clean, from, open - from);
            brackets.Add(clean[(open + 1)..close]);
            from = close + 1;
        }

        return outside.Append(clean, from, clean.Length - from).ToString();
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var from = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (Separates(text, index))
            {
                Add(text[from..index]);
                from = index + 1;
            }
        }

        Add(text[from..]);
        return pieces;

        void Add(string piece)
        {
            if (!string.IsNullOrWhiteSpace(piece))
            {
                pieces.Add(string.Join(' ', piece.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            }
        }
    }

    // The comma of 2,5 separates nothing, nor does the hyphen of Coca-Cola.
    private static bool Separates(string text, int index) => text[index] switch
    {
        ',' => !(IsDigit(text, index - 1) && IsDigit(text, index + 1)),
        ';' => true,
        '-' or '–' or '—' => index > 0 && index + 1 < text.Length && text[index - 1] == ' ' && text[index + 1] == ' ',
        _ => false,
    };

    private static bool IsDigit(string text, int index) => index >= 0 && index < text.Length && char.IsAsciiDigit(text[index]);

    private static bool IsEdge(string text, int index) => index < 0 || index >= text.Length || text[index] is ' ' or ',' or ';';

    private static bool IsHidden(Rune rune) =>
        rune.Value is not (0x200C or 0x200D) && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && rune.Value < 0x10000;
}
