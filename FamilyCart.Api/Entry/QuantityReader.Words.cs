using System.Text;

namespace FamilyCart.Api.Entry;

// Amounts that begin with a word: "two", "half a dozen", "kilo".
internal readonly ref partial struct QuantityReader
{
    private Quantity? ReadWords(int start)
    {
        var word = _words[start];
        if (word.StartsWith("demi-", StringComparison.OrdinalIgnoreCase))
        {
            return UnitWords.Find(word.AsSpan(5)) is { } half ? Finish(start, 0.5m, half, start + 1) : null;
        }

        if (NumberWords.Find(word) is not { } first)
        {
            return null;
        }

        var (amount, kind, next) = (first.Value, first.Kind, start + 1);
        if (first.IsPart)
        {
            next = SkipOfA(next);
        }
        else if (next < _words.Length && PartAt(next) is { } part && first.Value is 1 or 3)
        {
            (amount, kind, next) = (first.Value * part.Value, part.Kind, SkipOfA(next + 1));
        }
        else if (next < _words.Length && _words[next].StartsWith("demi-", StringComparison.OrdinalIgnoreCase))
        {
            return ReadWords(next) is { } demi ? demi with { Text = $"{word} {demi.Text}" } : null;
        }
        else
        {
            next = SkipAndHalf(next, ref amount);
        }

        var (unit, end) = UnitAt(next);
        if (unit is not null
            && (kind is not NumberKind.Article || unit.StandsAlone || IsJoinAt(end))
            && Finish(start, amount, unit, end) is { } whole)
        {
            return whole;
        }

        return MayCount(word, first with { Kind = kind, Value = amount }, next > start + 1) ? Finish(start, amount, null, next) : null;
    }

    private bool MayCount(string word, NumberWord number, bool articleBehind) => number.Kind switch
    {
        NumberKind.Numeral or NumberKind.Part => true,
        NumberKind.Doubtful => number.Language == language || !Ascii.IsValid(word),

        // "half a melon".
        NumberKind.DoubtfulPart => articleBehind && number.Value is 0.5m && word.Equals("half", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    // "kilo of flour", "tucet vajec", "bottle of wine"; never "can opener".
    private Quantity? ReadUnitAlone(int start)
    {
        var (unit, end) = UnitAt(start);
        var joined = IsJoinAt(end) && (unit?.IsContainer == true || unit?.UnitId is "lb" or "cup" or "pint" or "quart" or "gallon");

        // Tête de Moine is a cheese and diente de león a herb.
        var named = unit?.UnitId is "head" or "clove"
            && !_words[Math.Min(end, _words.Length - 1)].Equals("of", StringComparison.OrdinalIgnoreCase);
        return unit is not null && (unit.StandsAlone || (joined && !named)) ? Finish(start, 1, unit, end) : null;
    }

    private int SkipAndHalf(int index, ref decimal amount)
    {
        if (!decimal.IsInteger(amount) || index + 1 >= _words.Length || !SmallWords.IsAnd(_words[index]))
        {
            return index;
        }

        var half = index + 1;
        if (half + 1 < _words.Length && NumberWords.Find(_words[half]) is { Kind: NumberKind.Article })
        {
            half++;
        }

        if (NumberWords.Find(_words[half]) is not { IsPart: true, Value: 0.5m })
        {
            return index;
        }

        amount += 0.5m;
        return half + 1;
    }

    // "half a dozen", "cuarto de kilo", "quarter of a pound".
    private int SkipOfA(int index)
    {
        var next = index < _words.Length && SmallWords.IsJoin(_words[index]) ? index + 1 : index;
        next = next < _words.Length && NumberWords.Find(_words[next]) is { Kind: NumberKind.Article } ? next + 1 : next;
        var isArticle = next == index + 1 && NumberWords.Find(_words[index]) is { Kind: NumberKind.Article };
        return isArticle || UnitAt(next).Unit is not null ? next : index;
    }

    private NumberWord? PartAt(int index) =>
        NumberWords.Find(_words[index]) is { IsPart: true } part ? part : null;
}
