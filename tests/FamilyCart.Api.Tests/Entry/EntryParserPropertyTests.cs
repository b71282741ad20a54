using FamilyCart.Api.Entry;

namespace FamilyCart.Api.Tests.Entry;

/// <summary>What holds for every text, tried on the same 10,000 random ones each time.</summary>
public sealed class EntryParserPropertyTests
{
    private const int Count = 10_000;
    private const int Seed = 20_261_121;

    private static readonly string[] _pieces =
    [
        "2", "10", "1/2", "½", "1,5", "1.000", "0", "-3", "999999999", "x", "x2", "3×", "6x1,5l", "kg", "2kg", "g", "l", "dozen", "tucet",
        "půl", "half", "a", "an", "and", "of", "de", "d'œufs", "čtvrt", "kila", "un", "ein", "halbes", "box", "can", "láhev", "demi-kilo",
        "milk", "mouky", "omega", "B12", "7up", "na", "in", "v", "ks", "fl", "oz", ",", ", ", ";", " - ", "(", ")", "(čerstvé)", "\u202E",
        "\0", "\n", "🍎", "👩‍👧", "\uD83D", "\u200B", "%", "&", "pack", "three", "quarters", "EL", ".", "'", "“",
    ];

    private static readonly string[] _connectors = ["of", "de", "du", "des", "del", "von", "d", "d'"];

    public static TheoryData<int> Seeds => [Seed, Seed + 1];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parse_RandomText_KeepsItsPromises(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Count; round++)
        {
            var typed = round % 2 == 0 ? Words(random) : Noise(random);
            var parsed = EntryParser.Parse(typed, random.Next(3) == 0 ? "cs" : null);

            Assert.Equal(EntryText.Clean(typed).Length == 0, parsed.Name.Length == 0);
            Assert.Equal(parsed.Name, EntryText.Clean(parsed.Name));
            Assert.DoesNotContain(parsed.Name, char.IsControl);
            Assert.True(parsed.Amount is null or (> 0 and <= 999999.999m), typed);
            Assert.Equal(parsed.Amount is null, parsed.QuantityText is null);
            Assert.True(parsed.UnitId is null || parsed.Amount is not null, typed);
            Assert.NotEqual("", parsed.Note);
        }
    }

    [Fact]
    public void Parse_NameOfRandomText_ChangesNothing()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Count; round++)
        {
            var name = EntryParser.Parse(round % 2 == 0 ? Words(random) : Noise(random)).Name;
            Assert.Equal(new ParsedEntry(name, null, null, null, null), EntryParser.Parse(name));
        }
    }

    [Fact]
    public void Parse_RandomText_LosesNoWord()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Count; round++)
        {
            var typed = round % 2 == 0 ? Words(random) : Noise(random);
            var parsed = EntryParser.Parse(typed);
            var kept = Letters($"{parsed.Name} {parsed.Note} {parsed.QuantityText}").ToList();
            foreach (var word in Letters(EntryText.Clean(typed)))
            {
                Assert.True(kept.Remove(word) || _connectors.Contains(word, StringComparer.OrdinalIgnoreCase), $"{word} of {typed}: {parsed}");
            }
        }

        static IEnumerable<string> Letters(string text) =>
            new string([.. text.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("a")]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("(a) ")]
    [InlineData(", ")]
    [InlineData("2 kg ")]
    [InlineData("a 2 kg, ")]
    [InlineData("½")]
    [InlineData("x2 ")]
    [InlineData("1,")]
    [InlineData(" - ")]
    [InlineData("č")]
    [InlineData("👩‍👧")]
    public void Parse_EndlessText_ComesBack(string piece)
    {
        var typed = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        Assert.NotEmpty(EntryParser.Parse(typed).Name);
    }

    private static string Words(Random random) =>
        string.Join(random.Next(8) == 0 ? "" : " ", random.GetItems(_pieces, random.Next(1, 9)));

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 24)).Select(_ => random.Next(4) switch
        {
            0 => ((char)random.Next(0, 0x10000)).ToString(),
            1 => ((char)random.Next('0', '9' + 1)).ToString(),
            2 => " ",
            _ => ((char)random.Next(' ', 0x180)).ToString(),
        }));
}
