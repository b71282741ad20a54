namespace FamilyCart.TestReport.Report;

/// <summary>What the summary shows of a failure's text; the result files have the whole.</summary>
internal static class Excerpt
{
    private const int First = 8;
    private const int Last = 16;

    /// <summary>
    /// Its first and last lines, since a failure that quotes a program's output tells what it is at the start and how the program ended at the
    /// end. Between them stands how many lines are left out.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines.Length <= First + Last
            ? lines
            : [.. lines[..First], $"... {lines.Length - First - Last} lines left out ...", .. lines[^Last..]];
    }
}
