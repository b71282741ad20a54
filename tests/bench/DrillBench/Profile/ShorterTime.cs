using System.Globalization;
using System.Text.RegularExpressions;

namespace DrillBench.Profile;

/// <summary>
/// Rules in a world in which everything happens fifteen times as fast: a scrape is a second apart and not fifteen. Every duration of a rule
/// is divided by that, and so is the one threshold that is an age of scrapes; nothing else is changed. What does not get faster is what
/// an exporter needs to see that its server is gone, so that every alert waits that much more: else symptoms would be sooner than causes.
/// </summary>
internal static partial class ShorterTime
{
    /// <summary>By what durations are divided.</summary>
    public const int Factor = 15;

    // The PostgreSQL exporter tries again after a second.
    private const int SecondsOfAnExporter = 2;

    /// <summary>Rewrites a rule file, or prints a single duration such as 5m.</summary>
    public static string Of(string rules)
    {
        var shorter = Waits().Replace(rules, match => match.Groups["before"].Value + Wait(match.Groups["duration"].Value));
        shorter = Paces().Replace(shorter, match => match.Groups["before"].Value + Duration(match.Groups["duration"].Value));
        shorter = Ranges().Replace(shorter, match => $"[{Duration(match.Groups["duration"].Value)}]");
        shorter = Offsets().Replace(shorter, match => $"offset {Duration(match.Groups["duration"].Value)}");
        return Ages().Replace(shorter, match => match.Groups["before"].Value + Seconds(int.Parse(match.Groups["age"].Value, CultureInfo.InvariantCulture)));
    }

    private static string Wait(string duration) => Duration(duration, SecondsOfAnExporter);

    // At least a second, which is a scrape; what rates are made of needs two.
    private static string Duration(string duration, int more = 0)
    {
        var count = int.Parse(duration[..^1], CultureInfo.InvariantCulture);
        var seconds = duration[^1] switch { 's' => count, 'm' => count * 60, 'h' => count * 3600, _ => count * 86400 };
        return seconds == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{Seconds(seconds) + more}s");
    }

    private static int Seconds(int seconds) => Math.Max(1, seconds / Factor);

    [GeneratedRegex(@"(?<before>^ *for: )(?<duration>[0-9]+[smhd])\b", RegexOptions.Multiline)]
    private static partial Regex Waits();

    [GeneratedRegex(@"(?<before>^ *(?:keep_firing_for|interval): )(?<duration>[0-9]+[smhd])\b", RegexOptions.Multiline)]
    private static partial Regex Paces();

    [GeneratedRegex(@"\[(?<duration>[0-9]+[smhd])\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\boffset (?<duration>[0-9]+[smhd])\b")]
    private static partial Regex Offsets();

    [GeneratedRegex(@"(?<before>time\(\) - timestamp\([^)]*\)\) > )(?<age>[0-9]+)")]
    private static partial Regex Ages();
}
