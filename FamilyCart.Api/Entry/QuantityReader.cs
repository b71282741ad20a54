namespace FamilyCart.Api.Entry;

/// <summary>Reads amounts in a row of words: number, unit, and the "of" behind them.</summary>
/// <param name="words">The words, none of them empty.</param>
/// <param name="language">What the words are in, if anybody knows.</param>
internal readonly ref partial struct QuantityReader(ReadOnlySpan<string> words, string? language)
{
    private readonly ReadOnlySpan<string> _words = words;

    /// <summary>Reads the amount that begins at a word; null when there is none, or none that anybody could buy.</summary>
    internal Quantity? ReadAt(int start)
    {
        var quantity = SmallWords.StartWithBrand(_words[start..]) ? null : ReadDigits(start) ?? ReadWords(start) ?? ReadUnitAlone(start);
        return quantity is { IsSensible: true } ? quantity : null;
    }

    internal static bool IsTimes(ReadOnlySpan<char> word) => word is "x" or "X" or "×" or "*" or "✕";

    private Quantity? WithUnit(int start, decimal number, int next)
    {
        var (unit, end) = UnitAt(next);

        // A six pack is one pack of six.
        return unit is not null && _words[next].Equals("pack", StringComparison.OrdinalIgnoreCase) && number > 1 ? null
            : unit is null ? Finish(start, number, null, next)
            : Finish(start, number, unit, end) ?? (unit.IsContainer ? Finish(start, number, null, next) : null);
    }

    private Quantity? Finish(int start, decimal amount, UnitWord? unit, int end)
    {
        if (unit is not null)
        {
            end = SkipAndHalf(end, ref amount);
        }

        var text = string.Join(' ', _words[start..end]!);
        if (end == _words.Length)
        {
            return new Quantity(amount, unit, text, end);
        }

        // "10 W bulb" has a unit that groceries are not measured in; "2 kg of" breaks off; "2 in 1 shampoo" counts nothing, and
        // "pytle na odpadky" are no bags full of anything.
        if ((unit is null && _words[end].Length == 1 && char.IsAscii(_words[end][0]))
            || (end + 1 == _words.Length && unit is not null && SmallWords.IsJoin(_words[end]))
            || (SmallWords.IsPreposition(_words[end]) && (unit is not null || StartsWithDigit(end + 1))))
        {
            return null;
        }

        if (unit is not null && SmallWords.IsJoin(_words[end]))
        {
            end++;
        }

        return SmallWords.CanStartName(_words[end], digits: unit is not null || IsNameWithDigit(_words[end]))
            ? new Quantity(amount, unit, text, end)
            : null;
    }

    private bool StartsWithDigit(int index) => index < _words.Length && char.IsAsciiDigit(_words[index][0]);

    // 7up, but neither 7 nor 7l nor 7x.
    private bool IsNameWithDigit(string word) =>
        char.IsLetter(word[^1]) && NumberReader.Read(word, language) is var (number, length)
        && UnitWords.FindGlued(word.AsSpan(length), number) is null && !IsTimes(word.AsSpan(length, 1));

    private (UnitWord? Unit, int End) UnitAt(int index)
    {
        if (index >= _words.Length)
        {
            return (null, index);
        }

        if (index + 1 < _words.Length && _words[index].Equals("fl", StringComparison.OrdinalIgnoreCase)
            && UnitWords.Find(_words[index + 1]) is { UnitId: "oz" })
        {
            return (UnitWords.Find("floz"), index + 2);
        }

        return (UnitWords.Find(_words[index]), index + 1);
    }

    private bool IsJoinAt(int index) =>
        index < _words.Length && (SmallWords.IsJoin(_words[index]) || EntryText.IsElided(_words[index]));
}
