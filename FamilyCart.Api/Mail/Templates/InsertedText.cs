using System.Globalization;

namespace FamilyCart.Api.Mail.Templates;

/// <summary>What people chose, on its way into a letter.</summary>
internal static class InsertedText
{
    /// <summary>
    /// One line: whatever breaks lines or turns the direction of writing is a blank, so that no name can add a header, a paragraph, or
    /// make an address read as another.
    /// </summary>
    internal static string Clean(string value) => string.Concat(value.Select(letter => IsUnwanted(letter) ? ' ' : letter)).Trim();

    private static bool IsUnwanted(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c';
}
