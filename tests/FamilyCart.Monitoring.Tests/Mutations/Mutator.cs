using System.Globalization;
using System.Text.RegularExpressions;
using FamilyCart.Monitoring.Tests.Rules;

namespace FamilyCart.Monitoring.Tests.Mutations;

/// <summary>Every single fault of the kinds that are made by hand: a wrong number, a reversed comparison, another time.</summary>
internal static partial class Mutator
{
    private static readonly Dictionary<string, string> s_reversed = new(StringComparer.Ordinal)
    {
        [">"] = "<", ["<"] = ">", [">="] = "<", ["<="] = ">", ["=="] = "!=", ["!="] = "==",
    };

    public static IEnumerable<Mutant> Of(AlertRule rule) =>
        [.. Thresholds(rule), .. Comparisons(rule), .. Windows(rule), .. Durations(rule)];

    private static IEnumerable<Mutant> Thresholds(AlertRule rule) =>
        from match in Comparison().Matches(rule.Expression)
        let number = match.Groups["number"]
        where number.Success
        let value = double.Parse(number.Value, CultureInfo.InvariantCulture)
        from changed in IsCount(value) ? new[] { value - 1, value + 1 } : [value * 0.8, value * 1.2]
        let text = changed.ToString("R", CultureInfo.InvariantCulture)
        select new Mutant(rule, "threshold", $"{match.Value} -> {text}", Replace(rule.Expression, number, text), rule.For);

    private static IEnumerable<Mutant> Comparisons(AlertRule rule) =>
        from match in Comparison().Matches(rule.Expression)
        let sign = match.Groups["sign"]
        select new Mutant(rule, "comparison", $"{match.Value} -> {s_reversed[sign.Value]}", Replace(rule.Expression, sign, s_reversed[sign.Value]), rule.For);

    private static IEnumerable<Mutant> Windows(AlertRule rule) =>
        from match in Window().Matches(rule.Expression)
        let time = match.Groups["time"]
        from changed in Others(time.Value)
        select new Mutant(rule, "window", $"{match.Value} -> {changed}", Replace(rule.Expression, time, changed), rule.For);

    private static IEnumerable<Mutant> Durations(AlertRule rule) =>
        from duration in new[] { rule.For }
        where duration is not null && Seconds(duration) > 0
        from changed in Others(duration)
        select new Mutant(rule, "for", $"{duration} -> {changed}", rule.Expression, changed);

    // What is compared with such a number is mostly counted: between 2 and 3 there is nothing to tell them apart.
    private static bool IsCount(double value) => value < 10 && value == Math.Floor(value);

    private static string[] Others(string time) => [$"{Seconds(time) / 2}s", $"{Seconds(time) * 2}s"];

    private static int Seconds(string time) =>
        int.Parse(time[..^1], CultureInfo.InvariantCulture) * time[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 86400 };

    private static string Replace(string text, Group group, string by) => $"{text[..group.Index]}{by}{text[(group.Index + group.Length)..]}";

    // A sign within a matcher of labels, such as code=~"5..", has no space in front.
    [GeneratedRegex(@"(?<=\s)(?<sign>>=|<=|==|!=|>|<)\s+(?<number>\d+(?:\.\d+)?)?")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"(?:\[|offset )(?<time>\d+[smhd])")]
    private static partial Regex Window();
}
