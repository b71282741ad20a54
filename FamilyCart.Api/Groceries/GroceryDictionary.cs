using System.Collections.Frozen;

namespace FamilyCart.Api.Groceries;

/// <summary>Knows everyday groceries by their names in English, Czech, Spanish, French and German. Never changes.</summary>
internal sealed class GroceryDictionary
{
    private const int LongestTerm = 5;

    private readonly FrozenDictionary<string, Grocery> _byName;
    private readonly FrozenDictionary<string, Grocery> _byStem;

    public GroceryDictionary()
    {
        var rows = GroceryTable.Read();
        var terms = rows.SelectMany(row => row.Terms.Select(term => (Words: GroceryWords.Split(term), row.Grocery))).ToList();
        _byName = terms.GroupBy(term => string.Join(' ', term.Words)).ToFrozenDictionary(group => group.Key, group => group.First().Grocery);

        // A stem that two groceries share tells nothing.
        _byStem = terms.GroupBy(term => Stem(term.Words))
            .Where(group => group.Select(term => term.Grocery).Distinct().Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => group.First().Grocery with { MatchedExactly = false });
    }

    /// <summary>
    /// Finds what a text names: by its whole, in another form, or by the longest name in it, of equally long ones the last before
    /// a preposition. Case and marks do not matter.
    /// </summary>
    /// <returns>Null when nothing is known; a wrong guess would be worse.</returns>
    internal Grocery? Find(string text)
    {
        var words = GroceryWords.Split(text);
        if (words.Length == 0 || GroceryWords.LacksMarks(text))
        {
            return null;
        }

        return _byName.GetValueOrDefault(string.Join(' ', words)) ?? _byStem.GetValueOrDefault(Stem(words)) ?? FindContained(words);
    }

    private Grocery? FindContained(ReadOnlySpan<string> words)
    {
        var head = GroceryWords.HeadLength(words);
        var joinsContent = head < words.Length && GroceryWords.JoinsContent(words[head]);
        return GroceryWords.IsTool(words[head - 1]) && !joinsContent ? null
            : FindStarting(words, 0, head) ?? (joinsContent ? FindStarting(words, head + 1, words.Length) : null);
    }

    /// <summary>Finds the longest term that begins between two words; it may reach beyond them.</summary>
    private Grocery? FindStarting(ReadOnlySpan<string> words, int from, int to)
    {
        for (var length = Math.Min(LongestTerm, words.Length - from); length > 0; length--)
        {
            for (var start = Math.Min(to - 1, words.Length - length); start >= from; start--)
            {
                if (FindPart(words, start, length, isAlone: length == to - from && (from > 0 || GroceryWords.IsHead(words[start]))) is { } grocery)
                {
                    return grocery with { MatchedExactly = false };
                }
            }
        }

        return null;
    }

    private Grocery? FindPart(ReadOnlySpan<string> words, int start, int length, bool isAlone)
    {
        var part = words.Slice(start, length);

        // "egg free" is about eggs, and holds none.
        var isDenied = start + length < words.Length && words[start + length] is "free";
        return isDenied || (length == 1 && !isAlone && GroceryWords.MeansItOnlyAlone(part[0])) ? null
            : _byName.GetValueOrDefault(string.Join(' ', part!)) ?? _byStem.GetValueOrDefault(Stem(part));
    }

    private static string Stem(ReadOnlySpan<string> words)
    {
        var stems = new string[words.Length];
        for (var index = 0; index < words.Length; index++)
        {
            stems[index] = GroceryWords.Stem(words[index]);
        }

        return string.Join(' ', stems);
    }
}
