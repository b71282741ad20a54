using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace ApiBench;

/// <summary>Reads from the server's own log what one request sends, so that the comparison cannot drift from the service.</summary>
internal static partial class SentStatements
{
    private const int Attempts = 10;

    private static readonly TimeSpan _flush = TimeSpan.FromMilliseconds(300);

    /// <summary>Two requests in a row have to send the same: then nothing else was talking meanwhile.</summary>
    internal static async Task<IReadOnlyList<SentStatement>> OfAsync(Func<Task> request, Stage stage, CancellationToken cancellationToken)
    {
        await SetAsync(stage.Superuser, "log_statement", "'all'", cancellationToken);
        await SetAsync(stage.Superuser, "log_parameter_max_length", "-1", cancellationToken);
        await ReloadAsync(stage.Superuser, cancellationToken);
        try
        {
            IReadOnlyList<SentStatement>? before = null;
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                stage.Log.Begin();
                await request();
                await Task.Delay(_flush, cancellationToken);
                var sent = Parse(stage.Log.Lines());
                if (before is not null && before.Count > 1 && before.Select(statement => statement.Sql).SequenceEqual(sent.Select(statement => statement.Sql)))
                {
                    return sent;
                }

                before = sent;
            }
        }
        finally
        {
            stage.Log.End();
            await SetAsync(stage.Superuser, "log_statement", "default", CancellationToken.None);
            await SetAsync(stage.Superuser, "log_parameter_max_length", "default", CancellationToken.None);
            await ReloadAsync(stage.Superuser, CancellationToken.None);
        }

        throw new InvalidOperationException("The statements of a request could not be read from the server's log.");
    }

    /// <summary>An entry begins with a time; what it continues with begins with a tab.</summary>
    internal static IReadOnlyList<SentStatement> Parse(IEnumerable<string> lines)
    {
        var statements = new List<SentStatement>();
        foreach (var entry in Entries(lines))
        {
            if (Execute().Match(entry) is { Success: true } execute)
            {
                statements.Add(new SentStatement(execute.Groups["sql"].Value, []));
            }
            else if (Detail().Match(entry) is { Success: true } detail && statements.Count > 0)
            {
                statements[^1] = statements[^1] with { Parameters = [.. Values(detail.Groups["list"].Value)] };
            }
        }

        return statements;
    }

    private static IEnumerable<string> Entries(IEnumerable<string> lines)
    {
        var entry = new StringBuilder();
        foreach (var line in lines)
        {
            if (entry.Length > 0 && !line.StartsWith('\t'))
            {
                yield return entry.ToString();
                entry.Clear();
            }

            entry.Append(entry.Length > 0 ? "\n" : "").Append(line.TrimStart('\t'));
        }

        yield return entry.ToString();
    }

    private static IEnumerable<string?> Values(string list) => Value().Matches(list)
        .Select(match => match.Groups["text"] is { Success: true } text ? text.Value.Replace("''", "'", StringComparison.Ordinal) : null);

    private static Task SetAsync(NpgsqlDataSource database, string name, string value, CancellationToken cancellationToken) =>
        ExecuteAsync(database, $"alter system set {name} = {value}", cancellationToken);

    // Sessions look at their settings before their next statement.
    private static async Task ReloadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await ExecuteAsync(database, "select pg_reload_conf()", cancellationToken);
        await Task.Delay(_flush, cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(@"\A.*?LOG:  execute [^:]+: (?<sql>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Execute();

    [GeneratedRegex(@"\A.*?DETAIL:  parameters: (?<list>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Detail();

    [GeneratedRegex(@"\$\d+ = (?:'(?<text>(?:[^']|'')*)'|NULL)")]
    private static partial Regex Value();
}
