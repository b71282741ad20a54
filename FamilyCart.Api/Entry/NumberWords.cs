using System.Collections.Frozen;
using FamilyCart.Api.Text;

namespace FamilyCart.Api.Entry;

/// <summary>What a word says about a number.</summary>
internal enum NumberKind
{
    /// <summary>two, dva, dos.</summary>
    Numeral,

    /// <summary>A numeral that is another word elsewhere, as pet and elf are: it needs a unit, its marks, or its language.</summary>
    Doubtful,

    /// <summary>a, un, eine: one of something, but only in front of a unit.</summary>
    Article,

    /// <summary>A part that may stand before any thing, as in "půl chleba".</summary>
    Part,

    /// <summary>A part that needs a unit: "media crema" and "quarter pounder" are products.</summary>
    DoubtfulPart,
}

/// <summary>A word for a number.</summary>
internal sealed record NumberWord(decimal Value, NumberKind Kind, string? Language)
{
    internal bool IsPart => Kind is NumberKind.Part or NumberKind.DoubtfulPart;
}

/// <summary>The words for numbers in all five languages, folded: small letters without marks.</summary>
internal static class NumberWords
{
    private const int LongestWord = 16;

    private static readonly FrozenDictionary<string, NumberWord> _words = Read();

    /// <summary>Returns the number that a word stands for, or null.</summary>
    internal static NumberWord? Find(ReadOnlySpan<char> word) =>
        word.Length is > 0 and <= LongestWord ? _words.GetValueOrDefault(TextFolding.Fold(word.ToString())) : null;

    private static FrozenDictionary<string, NumberWord> Read()
    {
        var words = new Dictionary<string, NumberWord>(StringComparer.Ordinal);
        Count(1, "en", "one two three four five six seven eight nine ten eleven twelve");
        Count(1, "cs", "jeden dva ?tri ctyri ?pet sest sedm osm devet deset jedenact dvanact");
        Count(1, "es", "uno dos tres cuatro cinco seis siete ocho nueve diez ?once doce");
        Count(2, "fr", "deux trois quatre cinq six sept huit neuf dix ?onze douze");
        Count(1, "de", "eins zwei drei vier funf sechs sieben acht neun zehn ?elf zwolf");
        Add("jedna jedno jednu", 1, NumberKind.Numeral, "cs");
        Add("dve", 2, NumberKind.Numeral, "cs");
        Add("patnact", 15, NumberKind.Numeral, "cs");
        Add("dvacet", 20, NumberKind.Numeral, "cs");
        Add("twenty veinte vingt zwanzig", 20, NumberKind.Numeral, null);
        Add("a an un una une ein eine einen einer eines einem", 1, NumberKind.Article, null);
        Add("pul pulka pulku polovina polovinu halbe halber halbes halben halb", 0.5m, NumberKind.Part, null);
        Add("half media medio demi demie", 0.5m, NumberKind.DoubtfulPart, null);
        Add("quarter quarters ctvrt ctvrtka ctvrtku ctvrte cuarto cuartos quart quarts viertel", 0.25m, NumberKind.DoubtfulPart, null);
        Add("trictvrte dreiviertel", 0.75m, NumberKind.DoubtfulPart, null);
        Add("eineinhalb anderthalb", 1.5m, NumberKind.Numeral, "de");
        Add("zweieinhalb", 2.5m, NumberKind.Numeral, "de");
        return words.ToFrozenDictionary(StringComparer.Ordinal);

        void Count(int first, string language, string numerals)
        {
            foreach (var (index, numeral) in numerals.Split(' ').Index())
            {
                var kind = numeral[0] == '?' ? NumberKind.Doubtful : NumberKind.Numeral;
                words.TryAdd(numeral.TrimStart('?'), new NumberWord(first + index, kind, language));
            }
        }

        void Add(string texts, decimal value, NumberKind kind, string? language)
        {
            foreach (var text in texts.Split(' '))
            {
                words.Add(text, new NumberWord(value, kind, language));
            }
        }
    }
}
