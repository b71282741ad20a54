using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using FamilyCart.Api.Text;

namespace FamilyCart.Api.Entry;

/// <summary>The words between amounts and names, and those that make a number part of a name.</summary>
internal static class SmallWords
{
    private const int LongestWord = 12;

    private static readonly FrozenSet<string> _joins = Set("of de du des del von");
    private static readonly FrozenSet<string> _ands = Set("and a y et und");
    private static readonly FrozenSet<string> _prepositions = Set(
        "na do s se k ke bez pro v ve fur mit ohne zum pour avec sans para con sin for with without in");

    // "Omega 3", "size 4", "typ 550": the number says which one, not how many.
    private static readonly FrozenSet<string> _labels = Set(
        "omega vitamin vitamine vitamina vitamins vit b c d no nr c. # wd type typ tipo size vel velikost grosse taille talla spf uv level "
        + "stage step cislo nummer numero number faktor factor pampers huggies nutrilon sunar beba hipp aptamil chanel formula in v en "
        + "na of de x");

    private static readonly string[] _brands =
        ["7 up", "seven up", "3 musketeers", "three musketeers", "one a day", "half and half", "half & half"];

    /// <summary>"of" and its like between an amount and a name.</summary>
    internal static bool IsJoin(string word) => Has(_joins, word);

    internal static bool IsAnd(string word) => Has(_ands, word);

    /// <summary>Behind a bag or a glass it says what that is for: then it is not a measure.</summary>
    internal static bool IsPreposition(string word) => word is "à" || Has(_prepositions, word);

    /// <summary>Whether a number behind this word belongs to it.</summary>
    internal static bool IsLabel(string word) => Has(_labels, word.TrimEnd('.', ':'));

    /// <summary>Whether a row of words begins with a brand that contains a number.</summary>
    internal static bool StartWithBrand(ReadOnlySpan<string> words)
    {
        var start = string.Join(' ', words[..Math.Min(3, words.Length)]!);
        return start.Length <= 60
            && Array.Exists(_brands, brand => $"{TextFolding.Fold(start)} ".StartsWith($"{brand} ", StringComparison.Ordinal));
    }

    /// <summary>Whether a word can be the first of a name: it begins with a letter, a picture, a quote, or a digit if allowed.</summary>
    internal static bool CanStartName(string word, bool digits)
    {
        _ = Rune.DecodeFromUtf16(word, out var first, out _);
        return Rune.IsLetter(first)
            || (digits && Rune.IsDigit(first))
            || Rune.GetUnicodeCategory(first) is UnicodeCategory.OtherSymbol or UnicodeCategory.InitialQuotePunctuation
            || first.Value is '"' or '\'' or '„';
    }

    private static bool Has(FrozenSet<string> set, string word) =>
        word.Length is > 0 and <= LongestWord && set.Contains(TextFolding.Fold(word));

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
