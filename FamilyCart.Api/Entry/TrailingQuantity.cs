namespace FamilyCart.Api.Entry;

/// <summary>Amounts behind a name: "milk 2l", "milk x2", "eggs 12".</summary>
internal static class TrailingQuantity
{
    private const int LongestQuantity = 7;

    // "Mehl 405" and "battery 2032" name a kind.
    private const decimal LargestCount = 99;

    /// <summary>Returns the amount that a row of words ends with and the word it begins at, or null.</summary>
    internal static (int Start, Quantity Quantity)? Find(string[] words, string? language)
    {
        for (var start = Math.Max(1, words.Length - LongestQuantity); start < words.Length; start++)
        {
            if ((ReadTimes(words, start, language) ?? Read(words, start, language)) is { } quantity)
            {
                return (start, quantity);
            }
        }

        return null;
    }

    // "x2" and "x 2".
    private static Quantity? ReadTimes(string[] words, int start, string? language)
    {
        var word = words[start].AsSpan();
        if (!QuantityReader.IsTimes(word[..1]))
        {
            return null;
        }

        var end = word.Length > 1 ? start + 1 : start + 2;
        var number = word.Length > 1 ? word[1..] : start + 1 < words.Length ? words[start + 1] : default;
        return end == words.Length && NumberReader.Read(number, language) is var (times, length) && length == number.Length
            && new Quantity(times, null, string.Join(' ', words[start..]), end) is { IsSensible: true } quantity
            ? quantity
            : null;
    }

    private static Quantity? Read(string[] words, int start, string? language)
    {
        if (new QuantityReader(words, language).ReadAt(start) is not { } quantity || quantity.End != words.Length)
        {
            return null;
        }

        var before = words[start - 1];
        var isPlain = quantity.Unit is null && char.IsAsciiDigit(words[^1][^1]);
        var isWord = !char.IsDigit(words[start][0]) && quantity.Unit is null;
        var isUnitAlone = UnitWords.Find(words[start]) is not null;
        return isWord
            || (isPlain && (SmallWords.IsLabel(before) || quantity.Amount > LargestCount || !decimal.IsInteger(quantity.Amount)))
            || (isUnitAlone && (quantity.Unit!.IsContainer || before.Any(char.IsDigit)))
            ? null
            : quantity;
    }
}
