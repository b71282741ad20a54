using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bench;
using Npgsql;

namespace ApiBench;

/// <summary>PostgreSQL's own load generator, which sends the same statements and throws their rows away.</summary>
internal static partial class PgBench
{
    /// <summary>
    /// The first statement says who asks; those after it go in one round trip, as the service sends them. All are prepared once a
    /// connection.
    /// </summary>
    internal static async Task<Throughput> RunAsync(
        NpgsqlConnectionStringBuilder database,
        IReadOnlyList<SentStatement> statements,
        int connections,
        int seconds,
        string raw,
        CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("api-bench-").FullName;
        try
        {
            var script = Path.Combine(folder, "request.sql");
            await File.WriteAllTextAsync(script, Script(statements), cancellationToken);
            await File.WriteAllTextAsync(Path.ChangeExtension(raw, ".sql"), Script(statements), cancellationToken);
            string[] arguments =
            [
                "--no-vacuum", "--host", database.Host!, "--port", $"{database.Port}", "--username", database.Username!,
                "--client", $"{connections}", "--jobs", "1", "--protocol", "prepared", "--time", $"{seconds}",
                "--file", script, "--log", "--log-prefix", Path.Combine(folder, "transactions"),
                .. Variables(statements), database.Database!,
            ];
            var output = await Command.RunAsync(
                "pgbench", arguments, new Dictionary<string, string> { ["PGPASSWORD"] = database.Password! }, cancellationToken);
            await File.AppendAllTextAsync(raw, output, cancellationToken);
            var rate = double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
            var latencies = Latencies(folder).ToList();
            return new Throughput(latencies.Count, rate, Numbers.Percentile(latencies, 95), Numbers.Percentile(latencies, 99));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Script(IReadOnlyList<SentStatement> statements)
    {
        var script = new StringBuilder();
        for (var index = 0; index < statements.Count; index++)
        {
            script.Append(index == 1 ? "\\startpipeline\n" : "");
            script.Append(Parameter().Replace(statements[index].Sql.TrimEnd(';', ' ', '\n'), $":p{index}_${{number}}")).Append(";\n");
        }

        return script.Append("\\endpipeline\n").ToString();
    }

    private static IEnumerable<string> Variables(IReadOnlyList<SentStatement> statements) =>
        statements.SelectMany((statement, index) => statement.Parameters.SelectMany((value, position) => new[] { "--define", $"p{index}_{position + 1}={value}" }));

    /// <summary>A transaction a line; the third word is its time in microseconds.</summary>
    private static IEnumerable<double> Latencies(string folder) =>
        Directory.EnumerateFiles(folder, "transactions*").SelectMany(File.ReadLines)
            .Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000);

    [GeneratedRegex(@"\$(?<number>\d+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+) \(without")]
    private static partial Regex Rate();
}
