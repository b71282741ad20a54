using System.Globalization;

namespace FamilyCart.Api.Entry;

/// <summary>Reads numbers that are written in digits: 2, 2,5, 1.5, 1/2, 1½, 1,000.</summary>
internal static class NumberReader
{
    // Longer ones are article numbers or noise.
    private const int LongestWord = 24;

    private const string Vulgar = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞";

    private static readonly decimal[] _vulgarValues =
        [1m / 2, 1m / 3, 2m / 3, 1m / 4, 3m / 4, 1m / 5, 2m / 5, 3m / 5, 4m / 5, 1m / 6, 1m / 8, 3m / 8, 5m / 8, 7m / 8];

    /// <summary>Reads the number that a word begins with, and says how many letters it takes; null when there is none.</summary>
    /// <param name="word">One word.</param>
    /// <param name="language">Tells whether 1,000 is a thousand (English, unknown) or one (the others).</param>
    internal static (decimal Value, int Length)? Read(ReadOnlySpan<char> word, string? language)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var whole = Digits(word);
        if (whole == 0)
        {
            return VulgarAt(word, 0) is { } alone ? (alone, 1) : null;
        }

        var next = whole < word.Length ? word[whole] : '\0';
        return next switch
        {
            '/' or '⁄' => Fraction(word, whole),
            '.' or ',' when Digits(word[(whole + 1)..]) > 0 => Decimal(word, whole, language),
            _ when VulgarAt(word, whole) is { } part => (Parse(word[..whole]) + part, whole + 1),
            _ => (Parse(word[..whole]), whole),
        };
    }

    /// <summary>Reads a proper fraction that a word begins with, such as the second word of 1 1/2.</summary>
    internal static (decimal Value, int Length)? ReadFraction(ReadOnlySpan<char> word, string? language) =>
        Read(word, language) is { Value: > 0 and < 1 } number && word[..number.Length].IndexOfAny(".,") < 0 ? number : null;

    private static (decimal Value, int Length)? Fraction(ReadOnlySpan<char> word, int slash)
    {
        var length = Digits(word[(slash + 1)..]);
        if (length is 0 or > 2 || slash > 2)
        {
            return null;
        }

        var (above, below) = (Parse(word[..slash]), Parse(word.Slice(slash + 1, length)));

        // Nobody buys 50/50 or 24/7 of a thing.
        return above > 0 && above < below && below is 2 or 3 or 4 or 5 or 6 or 8 or 10 or 16 ? (above / below, slash + 1 + length) : null;
    }

    private static (decimal Value, int Length)? Decimal(ReadOnlySpan<char> word, int mark, string? language)
    {
        var length = Digits(word[(mark + 1)..]);
        var end = mark + 1 + length;

        // 1.2.3 is a version or a date.
        if (end < word.Length && word[end] is '.' or ',' && Digits(word[(end + 1)..]) > 0)
        {
            return null;
        }

        var whole = Parse(word[..mark]);
        var english = language is null or "en";
        var grouped = length == 3 && mark <= 3 && word[0] != '0' && word[mark] == (english ? ',' : '.');
        var part = Parse(word.Slice(mark + 1, length));
        return grouped ? ((whole * 1000) + part, end) : (whole + (part / Power(length)), end);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }

    private static decimal Parse(ReadOnlySpan<char> digits) => decimal.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static decimal Power(int length)
    {
        var power = 1m;
        for (var digit = 0; digit < length; digit++)
        {
            power *= 10;
        }

        return power;
    }

    private static decimal? VulgarAt(ReadOnlySpan<char> word, int index) =>
        index < word.Length && Vulgar.IndexOf(word[index], StringComparison.Ordinal) is >= 0 and var found ? _vulgarValues[found] : null;
}
