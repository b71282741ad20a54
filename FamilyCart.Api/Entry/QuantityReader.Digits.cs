namespace FamilyCart.Api.Entry;

// Amounts that begin with digits.
internal readonly ref partial struct QuantityReader
{
    private Quantity? ReadDigits(int start)
    {
        if (NumberReader.Read(_words[start], language) is not var (number, length))
        {
            return null;
        }

        var next = start + 1;
        var rest = _words[start].AsSpan(length);
        if (rest.Length > 0)
        {
            return IsTimes(rest) ? ReadTimes(start, number, next)
                : IsTimes(rest[..1]) ? ReadPack(start, number, rest[1..].ToString(), next)
                : UnitWords.FindGlued(rest, number) is { } unit ? Finish(start, number, unit, next)
                : null;
        }

        if (next < _words.Length && IsTimes(_words[next]))
        {
            return ReadTimes(start, number, next + 1);
        }

        if (next < _words.Length && NumberReader.ReadFraction(_words[next], language) is var (part, partLength))
        {
            var glued = _words[next].AsSpan(partLength);
            return glued.Length == 0 ? WithUnit(start, number + part, next + 1)
                : UnitWords.FindGlued(glued, number) is { } unit ? Finish(start, number + part, unit, next + 1)
                : null;
        }

        if (ReadThousands(start, number) is { } thousands)
        {
            return thousands;
        }

        next = SkipAndHalf(next, ref number);
        return WithUnit(start, number, next);
    }

    // "2x milk", and "6x 1,5 l voda", which is nine litres.
    private Quantity? ReadTimes(int start, decimal times, int next) =>
        (next < _words.Length ? ReadPack(start, times, _words[next], next + 1) : null) ?? Finish(start, times, null, next);

    private Quantity? ReadPack(int start, decimal times, string word, int next)
    {
        if (NumberReader.Read(word, language) is not var (size, length) || times > 1000 || size > 1_000_000)
        {
            return null;
        }

        var glued = word.AsSpan(length);
        var (unit, end) = glued.Length > 0 ? (UnitWords.FindGlued(glued, size), next) : UnitAt(next);
        return unit is { IsContainer: false } ? Finish(start, times * size, unit, end) : null;
    }

    private Quantity? ReadThousands(int start, decimal number) =>
        start == 0 && number is > 0 and < 1000 && decimal.IsInteger(number) && _words.Length > 2
        && _words[1].Length == 3 && NumberReader.Read(_words[1], language) is { Length: 3 } and var (rest, _)
        && UnitAt(2) is ({ IsContainer: false } unit, var end)
            ? Finish(start, (number * 1000) + rest, unit, end)
            : null;
}
