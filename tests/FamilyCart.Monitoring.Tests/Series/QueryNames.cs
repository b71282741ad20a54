using System.Text.RegularExpressions;

namespace FamilyCart.Monitoring.Tests.Series;

/// <summary>The series that a PromQL expression reads.</summary>
internal static partial class QueryNames
{
    private static readonly HashSet<string> s_words = new(["and", "or", "unless", "offset", "bool", "by", "without", "on", "ignoring", "group_left", "group_right", "inf", "nan"], StringComparer.OrdinalIgnoreCase);

    /// <returns>Their names, each once.</returns>
    public static IReadOnlyCollection<string> Of(string expression)
    {
        var bare = Text().Replace(expression, "");
        bare = Matchers().Replace(bare, "");
        bare = Ranges().Replace(bare, "");
        bare = Labels().Replace(bare, "");
        return [.. Names().Matches(bare).Select(match => match.Value).Where(name => !s_words.Contains(name)).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Labels();

    // A function has a parenthesis behind it; what follows a digit or a dollar sign is a duration, a number or a variable.
    [GeneratedRegex(@"(?<![\w.$])[A-Za-z_:][\w:]*\b(?!\s*\()")]
    private static partial Regex Names();
}
