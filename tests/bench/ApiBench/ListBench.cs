using Bench;

namespace ApiBench;

/// <summary>One list of 50 items read on 50 connections, in turn with the same statements sent by pgbench; medians.</summary>
internal static class ListBench
{
    private const int Connections = 50;
    private const int Rounds = 3;
    private const int Seconds = 8;

    private const string CountSessions = "select count(*) from pg_stat_activity where usename = 'familycart'";

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        await using var api = await stage.StartApiAsync(cancellationToken);
        var member = stage.Seed.Members[0];
        var address = new Uri(api.Address, $"/api/v1/shopping-lists/{member.OwnListId}");
        var raw = Path.Combine(stage.Results, "api.list50.txt");
        File.Delete(raw);

        // Compiled, prepared and cached, as it is on any day but the first minute.
        await Wrk.RunAsync(address, member.Token, Connections, 1, Seconds, raw, cancellationToken);
        await using var count = stage.Superuser.CreateCommand(CountSessions);
        var sessions = Convert.ToInt32(await count.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        var statements = await SentStatements.OfAsync(() => ReadAsync(api, address, member.Token, cancellationToken), stage, cancellationToken);
        Figures.Note($"list50: {statements.Count} statements a request, {sessions} database sessions, median of {Rounds} rounds of {Seconds} s");

        var service = new List<Throughput>();
        var database = new List<Throughput>();
        var processor = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var before = await api.ProcessorTimeAsync();
            service.Add(await Wrk.RunAsync(address, member.Token, Connections, 1, Seconds, raw, cancellationToken));
            processor.Add((await api.ProcessorTimeAsync() - before).TotalMicroseconds / (service[^1].Rate * Seconds));
            database.Add(await PgBench.RunAsync(stage.Database, statements, sessions, Seconds, raw, cancellationToken));
        }

        var ratios = service.Zip(database, (api, pgbench) => api.Rate / pgbench.Rate).ToList();
        figures.Set("api.list50_vs_pgbench", Numbers.Median(ratios));
        figures.Set("api.list50_p95", Numbers.Median(service.Select(run => run.P95)));
        figures.Set("api.list50_rate", Numbers.Median(service.Select(run => run.Rate)));
        Figures.Note($"list50: API {Describe(service)}, {Numbers.Median(processor):0} µs of a processor in the API a request");
        Figures.Note($"list50: pgbench {Describe(database)}");
        Figures.Note($"list50: ratios {string.Join(", ", ratios.Select(ratio => FormattableString.Invariant($"{ratio:0.00}")))}");
    }

    private static async Task ReadAsync(ApiInstance api, Uri address, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await api.Client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static string Describe(IReadOnlyList<Throughput> runs) => FormattableString.Invariant(
        $"{Numbers.Median(runs.Select(run => run.Rate)):0} per s, p95 {Numbers.Median(runs.Select(run => run.P95)):0.0} ms, p99 {Numbers.Median(runs.Select(run => run.P99)):0.0} ms");
}
