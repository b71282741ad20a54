using System.Text.RegularExpressions;

namespace Aspire.Hosting.Projects;

internal static partial class CommandLine
{
    /// <summary>Splits at blanks outside double quotes; <c>\"</c> is a quote, an empty pair of quotes an empty argument.</summary>
    public static IReadOnlyList<string> Split(string line)
        => [.. Argument().Matches(line).Select(argument => Quote().Replace(argument.Value, quote => quote.Value is "\"" ? "" : "\""))];

    [GeneratedRegex("""(\\"|"(\\"|[^"])*("|$)|[^\s"])+""")]
    private static partial Regex Argument();

    [GeneratedRegex("""\\"|\x22""")]
    private static partial Regex Quote();
}
