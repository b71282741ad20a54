using System.Collections.Frozen;
using FamilyCart.Api.Text;

namespace FamilyCart.Api.Groceries;

/// <summary>Makes texts comparable word by word, and knows the words that mislead.</summary>
internal static class GroceryWords
{
    // Nobody names a grocery with more.
    private const int LongestText = 200;
    private const int MostWords = 12;
    private const int ShortestStem = 4;

    private static readonly FrozenSet<string> _contentJoins = Set("of de d du des del von");

    private static readonly FrozenSet<string> _prepositions = Set(
        "of de d du des del von with without in for to from s se od na do bez v ve z ze pro k ke mit ohne fur aus zum zur im con sin en para a "
        + "la au aux avec sans pour al a");

    // Whole names, but parts of other things: a frying pan, bubble wrap, LED lamps, brake pads, anti-wrinkle cream.
    private static readonly FrozenSet<string> _alone = Set(
        "the te hub pan pain sal sel sol led wrap wraps roll rolls pads cream creme crema cleaner formula pen pens pay polo straw bun pie date "
        + "dates mars finish always ice dummy spread vis pero notes heft plaster stamp seeds papa masa iron toy gum protein burger "
        + "hamburger");

    // Of those, what names the thing in front of a "de": pan de maíz.
    private static readonly FrozenSet<string> _heads = Set("pan pain sal sel");

    // Without their marks, té and thé are other words.
    private static readonly FrozenSet<string> _marked = Set("te the");

    // What is made for a food is none: a coffee mug, a cheese grater.
    private static readonly FrozenSet<string> _tools = Set(
        "mug mugs glasses grater jug maker machine holder opener openers frother knife knives book cutter peeler stand tray board dish dishes bowl "
        + "bowls spoon spoons fork forks grinder press slicer rack timer basket lamp bulb cooker pan pot pots tin tins boxes case brush");

    /// <summary>Returns the words of a text, folded; at most twelve.</summary>
    internal static string[] Split(string text)
    {
        var folded = TextFolding.Fold(text[..Math.Min(text.Length, LongestText)]).ToCharArray();
        for (var index = 0; index < folded.Length; index++)
        {
            folded[index] = char.IsLetterOrDigit(folded[index]) ? folded[index] : ' ';
        }

        var words = new string(folded).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MostWords ? words : words[..MostWords];
    }

    /// <summary>
    /// Takes the commonest endings of five languages off a word, as far as four letters are left: plurals in s, x, en and eln, and the
    /// last vowel and what else Czech cases change; and the e that comes and goes in "sušenek".
    /// </summary>
    internal static string Stem(string word)
    {
        var stem = word.AsSpan();
        var wasPlural = stem.Length > 3 && stem[^1] is 's' or 'x' && stem[^2] is not 's';
        if (wasPlural)
        {
            stem = stem[..^1];
        }

        if (wasPlural && stem.Length > ShortestStem && (stem.EndsWith("oe") || stem.EndsWith("ie")))
        {
            stem = stem[..^1];
        }

        if (stem.Length >= ShortestStem + 3 && (stem.EndsWith("eho") || stem.EndsWith("iho") || stem.EndsWith("ych") || stem.EndsWith("ich")))
        {
            stem = stem[..^3];
        }
        else if (stem.Length >= ShortestStem + 2 && stem.EndsWith("en"))
        {
            stem = stem[..^2];
        }
        else if (stem.Length > ShortestStem && stem.EndsWith("eln"))
        {
            stem = stem[..^1];
        }
        else if (stem.Length > ShortestStem && "aeiouy".Contains(stem[^1], StringComparison.Ordinal))
        {
            stem = stem[..^1];
        }

        return stem.Length > ShortestStem && stem.EndsWith("ek") && !IsVowel(stem[^3]) ? $"{stem[..^2]}k" : stem.ToString();
    }

    /// <summary>How many words come before the first preposition: what is bought stands there, the rest describes it.</summary>
    internal static int HeadLength(ReadOnlySpan<string> words)
    {
        for (var index = 1; index < words.Length; index++)
        {
            if (_prepositions.Contains(words[index]))
            {
                return index;
            }
        }

        return words.Length;
    }

    /// <summary>Whether what stands behind a preposition is what is in it: a bottle of milk, but a mug for coffee.</summary>
    internal static bool JoinsContent(string word) => _contentJoins.Contains(word);

    /// <summary>Whether a text is a word that means a grocery only with its marks, and has none.</summary>
    internal static bool LacksMarks(string text) => _marked.Contains(text.Trim().ToLowerInvariant());

    /// <summary>Whether a word names the thing in front of a "de", though it misleads elsewhere.</summary>
    internal static bool IsHead(string word) => _heads.Contains(word);

    /// <summary>Whether a word means a grocery only when nothing else stands beside it.</summary>
    internal static bool MeansItOnlyAlone(string word) => word.Length < 3 || _alone.Contains(word);

    internal static bool IsTool(string word) => _tools.Contains(word);

    private static bool IsVowel(char letter) => "aeiouy".Contains(letter, StringComparison.Ordinal);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
