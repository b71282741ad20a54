using FamilyCart.Monitoring.Tests.Rules;
using Xunit.Abstractions;

namespace FamilyCart.Monitoring.Tests.Mutations;

/// <summary>Every threshold, comparison, duration and window matters to a test: whoever changes one by mistake hears of it.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int AtOnce = 2;

    // Their windows are hours and days, which promtool walks through for each mutant.
    private static readonly string[] s_long = ["budget", "budget-long", "slo", "certificates", "host"];

    [Fact]
    public Task Rules_WithAFault_FailTheirTests() => KillAsync(group => !s_long.Contains(group));

    [Fact]
    [Trait("Category", "Long")]
    public Task LongRules_WithAFault_FailTheirTests() => KillAsync(s_long.Contains);

    private async Task KillAsync(Func<string, bool> picks)
    {
        var groups = RuleFiles.Alerts.Where(alert => picks(alert.Group)).GroupBy(alert => alert.Group, alert => alert).ToList();
        var survivors = new List<Mutant>();
        await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (group, cancellationToken) =>
        {
            var mutants = group.SelectMany(Mutator.Of).ToList();
            var alive = await AliveAsync(mutants, cancellationToken);
            lock (survivors)
            {
                survivors.AddRange(alive);
                output.WriteLine($"{group.Key,-14}{mutants.Count,5} mutants{mutants.Count - alive.Count,6} killed");
            }
        });

        var names = survivors.Select(mutant => $"{mutant.Original.Name} {mutant.Original.Label("priority")}, {mutant.Kind}: {mutant.Change}").Order(StringComparer.Ordinal);
        Assert.True(survivors.Count == 0, $"No test fails with: {string.Join("; ", names)}");
    }

    private static async Task<IReadOnlyList<Mutant>> AliveAsync(List<Mutant> mutants, CancellationToken cancellationToken)
    {
        if (mutants.Count == 0)
        {
            return [];
        }

        var folder = Directory.CreateTempSubdirectory("familycart-mutants-");
        try
        {
            var files = MutantFolder.Write(folder.FullName, mutants);
            var passed = await Promtool.PassAsync(folder.FullName, files, cancellationToken);
            return [.. mutants.Where((_, index) => passed.Contains(files[index]))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
