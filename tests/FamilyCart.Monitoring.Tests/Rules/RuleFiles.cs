using System.Text.Json.Nodes;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Rules;

/// <summary>All alerts and all of their tests.</summary>
internal static class RuleFiles
{
    private const string TestExtension = ".test.yml";

    public static IReadOnlyList<AlertRule> Alerts { get; } =
    [
        .. from path in Directory.EnumerateFiles(Repository.Monitoring("prometheus", "rules"), "*.yml").Order(StringComparer.Ordinal)
           from gathered in Yaml.Read(path)["groups"]!.AsArray()
           from rule in gathered!["rules"]!.AsArray()
           where rule!["alert"] is not null
           select new AlertRule(Path.GetFileNameWithoutExtension(path), rule.AsObject()),
    ];

    /// <summary>The test file of each group, by the group's name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Tests { get; } =
        Directory.EnumerateFiles(Repository.Monitoring("prometheus", "tests"), "*" + TestExtension)
            .ToDictionary(path => Path.GetFileName(path)[..^TestExtension.Length], Yaml.Read, StringComparer.Ordinal);

    /// <summary>What the tests of a group expect of one alert: each moment with the alerts that fire then.</summary>
    public static IEnumerable<JsonArray> Expectations(string file, string alert) =>
        Tests.TryGetValue(file, out var tests)
            ? from test in tests["tests"]!.AsArray()
              from moment in test!["alert_rule_test"]!.AsArray()
              where moment!["alertname"]!.GetValue<string>() == alert
              select moment["exp_alerts"]!.AsArray()
            : [];

    /// <summary>For each test with an alert: how many of its instances fire at each moment, in the order of time.</summary>
    public static IEnumerable<IReadOnlyList<int>> Sequences(string file, string alert) =>
        from test in Tests[file]["tests"]!.AsArray()
        select (IReadOnlyList<int>)
        [
            .. from moment in test!["alert_rule_test"]!.AsArray()
               where moment!["alertname"]!.GetValue<string>() == alert
               select moment["exp_alerts"]!.AsArray().Count,
        ];
}
