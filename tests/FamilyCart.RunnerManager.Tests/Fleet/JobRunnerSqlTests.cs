using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Fleet;

/// <summary>Which runner had a job, among very many.</summary>
public sealed class JobRunnerSqlTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    // Of 100,000 runners half have a registration of their own; of the others each hundred shares one, a second apart.
    private const string Fill = """
        insert into runner (pool, slot, host, name, state, epoch, github_id, registration, created_at, free_at)
        select 'uat', 1, 'here', 'uat-1-' || number, 'gone', 1, number, case when number > 50000 then 'kept-' || number / 100 end,
               timestamptz '2026-01-02 03:00:00Z' + number * interval '1 s', case when number > 99900 then timestamptz '2026-01-03 00:00:00Z' + number * interval '1 s' end
        from generate_series(1, 100000) number;
        insert into workflow_job (id, repository, run_id, run_attempt, name, status, labels, runner_name, created_at, started_at)
        values (1, 'family/cart', 1, 1, 'own', 'completed', '{a}', 'uat-1-77', now(), now()),
               (2, 'family/cart', 1, 1, 'shared', 'completed', '{a}', 'kept-600', now(), timestamptz '2026-01-02 03:00:00Z' + 60050 * interval '1 s'),
               (3, 'family/cart', 1, 1, 'shared by another clock', 'completed', '{a}', 'kept-999', now(), timestamptz '2026-01-03 00:00:00Z' + 99950 * interval '1 s'),
               (4, 'family/cart', 1, 1, 'nobody', 'completed', '{a}', 'elsewhere', now(), now());
        analyze
        """;

    private NpgsqlDataSource? _source;

    public async Task InitializeAsync()
    {
        var database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var fill = _source.CreateCommand(Fill);
        await fill.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync() => await _source!.DisposeAsync();

    [Fact]
    public async Task Join_ManyRunners_FindsTheRightOnesByTheirIndexes()
    {
        Assert.Equal(["1 uat-1-77", "2 uat-1-60050", "3 uat-1-99950", "4 "], await RowsAsync($"select job.id || ' ' || coalesce(runner.name, '') from workflow_job job {JobRunnerSql.Join} order by job.id"));

        var plan = string.Join('\n', await RowsAsync($"explain select job.id, runner.name from workflow_job job {JobRunnerSql.Join}"));

        Assert.Contains("runner_registration", plan, StringComparison.Ordinal);
        Assert.Contains("runner_name_key", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on runner", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("runner_pkey", plan, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        var rows = new List<string>();
        await using var command = _source!.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
