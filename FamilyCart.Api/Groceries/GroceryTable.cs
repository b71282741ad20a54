using System.Collections.Frozen;

namespace FamilyCart.Api.Groceries;

/// <summary>
/// Reads <c>groceries.tsv</c>: a heading, then by line name, category, icon, cs, es, fr, de, and synonyms with semicolons, if any.
/// </summary>
internal static class GroceryTable
{
    // The eighth is the synonyms'. An editor cuts the tab before an empty one.
    private const int Columns = 7;

    private static readonly string[] _languages = ["cs", "es", "fr", "de"];

    /// <summary>Returns all lines of the table.</summary>
    /// <exception cref="InvalidDataException">A line has not seven or eight columns; says which line.</exception>
    internal static IReadOnlyList<GroceryRow> Read()
    {
        using var stream = typeof(GroceryTable).Assembly.GetManifestResourceStream("FamilyCart.Api.Groceries.groceries.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse)];
    }

    private static GroceryRow Parse(string line)
    {
        var cells = line.Split('\t');
        if (cells.Length is not (Columns or Columns + 1))
        {
            throw new InvalidDataException($"groceries.tsv: {Columns} or {Columns + 1} columns are expected, not {cells.Length}: {line}");
        }

        var translations = _languages.Zip(cells[3..7]).ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var grocery = new Grocery(cells[0], cells[1], cells[2], translations, MatchedExactly: true);
        return new GroceryRow(grocery, [cells[0], .. cells[3..7], .. cells[Columns..].SelectMany(synonyms => synonyms.Split(';'))]);
    }
}
