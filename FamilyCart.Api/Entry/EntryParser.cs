namespace FamilyCart.Api.Entry;

/// <summary>
/// Understands what a family types: "2 kg of apples", "milk, no lactose", "půl kila mouky". English, Czech, Spanish, French and
/// German may be mixed. What is not understood stays in the name. Takes time in proportion to the length of the text.
/// </summary>
internal static class EntryParser
{
    // Amounts are at most so many words: "one and a half kilos" and a few more.
    private const int LongestQuantity = 7;

    /// <summary>Returns what a text means; never fails. To parse a name that came out changes nothing.</summary>
    /// <param name="text">A line; line breaks and control characters count as blanks.</param>
    /// <param name="language">One of en, cs, es, fr, de for words and numbers that mean different things; null when unknown.</param>
    internal static ParsedEntry Parse(string text, string? language = null)
    {
        var clean = EntryText.Clean(text);
        var parsed = ParseOnce(clean, language);

        // A name that would fall apart once more, as of "2 3 apples", was not understood.
        return parsed.Name == clean || ParseOnce(parsed.Name, language).Name == parsed.Name ? parsed : Plain(clean);
    }

    private static ParsedEntry Plain(string clean) => new(clean, null, null, null, null);

    private static ParsedEntry ParseOnce(string clean, string? language)
    {
        var pieces = EntryText.Split(clean);
        var quantities = pieces.Select((piece, index) => ReadWhole(piece, index == 0, language)).ToList();
        var main = quantities.FindIndex(quantity => quantity is null);
        if (main < 0)
        {
            return ParseThing(pieces[0], language) is { } counted && pieces.Count == 1 ? counted : Plain(clean);
        }

        var thing = ParseThing(pieces[main], language) ?? Plain(pieces[main]);
        var stated = thing.Amount is null ? quantities.FindIndex(quantity => quantity is not null) : -1;
        var notes = pieces.Where((_, index) => index != main && index != stated);
        var note = string.Join(", ", thing.Note is null ? notes : notes.Prepend(thing.Note));
        var whole = stated < 0 ? thing : With(thing, quantities[stated]!);
        return whole with { Note = note.Length > 0 ? note : null };
    }

    /// <summary>Reads a piece that is nothing but an amount.</summary>
    private static Quantity? ReadWhole(string piece, bool first, string? language)
    {
        // "láhev, modrá" is a bottle, not one bottle of blue.
        var words = FirstWords(piece);
        return words.Length <= LongestQuantity && !(first && UnitWords.Find(words[0]) is not null)
            && new QuantityReader(words, language).ReadAt(0) is { } quantity && quantity.End == words.Length
            ? quantity
            : null;
    }

    /// <summary>Reads a name with an amount before or behind it; null when there is no amount.</summary>
    private static ParsedEntry? ParseThing(string piece, string? language)
    {
        var words = piece.Split(' ');
        var reader = new QuantityReader(words, language);
        if (reader.ReadAt(0) is { } leading)
        {
            if (leading.End < words.Length)
            {
                var name = words[leading.End..];
                if (leading.Unit is not null && EntryText.IsElided(name[0]))
                {
                    name[0] = name[0][2..];
                }

                return WithSize(name, leading, language);
            }

            // "3 bags": the bags themselves.
            return leading.Unit is { IsContainer: true } && words.Length == 2 && NumberReader.Read(words[0], language) is not null
                ? With(Plain(words[1]), new Quantity(leading.Amount, null, words[0], 1))
                : null;
        }

        return TrailingQuantity.Find(words, language) is not var (start, counted) ? null
            : counted.Unit is null or { UnitId: "piece" } or { IsContainer: true } ? WithSize(words[..start], counted, language)
            : With(Plain(string.Join(' ', words[..start])), counted);
    }

    // "3 krabice mléka 1 l", "voda 1,5 l x6": how large each is.
    private static ParsedEntry WithSize(string[] name, Quantity quantity, string? language) =>
        TrailingQuantity.Find(name, language) is ({ } start, { Unit.IsContainer: false } size)
            ? With(Plain(string.Join(' ', name[..start])), quantity) with { Note = size.Text }
            : With(Plain(string.Join(' ', name)), quantity);

    private static ParsedEntry With(ParsedEntry entry, Quantity quantity) => entry with
    {
        Amount = quantity.StoredAmount / 1.0000m,
        UnitId = quantity.Unit?.UnitId,
        QuantityText = quantity.Text,
    };

    private static string[] FirstWords(string piece) => piece.Split(' ', LongestQuantity + 2);
}
