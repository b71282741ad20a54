using System.Globalization;
using System.Text.Json.Nodes;
using FamilyCart.Monitoring.Tests.Rules;

namespace FamilyCart.Monitoring.Tests.Mutations;

/// <summary>A group's mutants as files for promtool, each with the tests of its alert alone. JSON is YAML.</summary>
internal static class MutantFolder
{
    /// <returns>The test files, in the order of the mutants.</returns>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<Mutant> mutants) => [.. mutants.Select((mutant, index) => Write(folder, index, mutant))];

    private static string Write(string folder, int index, Mutant mutant)
    {
        var name = index.ToString("D3", CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(folder, $"{name}.rules.yml"), Rules(mutant).ToJsonString());
        File.WriteAllText(Path.Combine(folder, $"{name}.test.yml"), Tests(mutant, $"{name}.rules.yml").ToJsonString());
        return $"{name}.test.yml";
    }

    private static JsonObject Rules(Mutant mutant)
    {
        var changed = mutant.Original.Node.DeepClone().AsObject();
        changed["expr"] = mutant.Expression;
        if (mutant.For is not null)
        {
            changed["for"] = mutant.For;
        }

        // Alerts of the same name are tested together.
        var rules = RuleFiles.Alerts.Where(alert => alert.Name == mutant.Original.Name).Select(alert => alert == mutant.Original ? changed : alert.Node.DeepClone());
        return new JsonObject { ["groups"] = new JsonArray(new JsonObject { ["name"] = mutant.Original.Group, ["rules"] = new JsonArray([.. rules]) }) };
    }

    private static JsonObject Tests(Mutant mutant, string rules)
    {
        var source = RuleFiles.Tests[mutant.Original.Group];
        var tests = new JsonArray();
        foreach (var test in source["tests"]!.AsArray())
        {
            var copy = test!.DeepClone().AsObject();
            var moments = copy["alert_rule_test"]!.AsArray().Where(moment => moment!["alertname"]!.GetValue<string>() == mutant.Original.Name).ToArray();
            if (moments.Length > 0)
            {
                copy["alert_rule_test"] = new JsonArray([.. moments.Select(moment => moment!.DeepClone())]);
                tests.Add(copy);
            }
        }

        return new JsonObject { ["rule_files"] = new JsonArray(rules), ["evaluation_interval"] = source["evaluation_interval"]!.DeepClone(), ["tests"] = tests };
    }
}
