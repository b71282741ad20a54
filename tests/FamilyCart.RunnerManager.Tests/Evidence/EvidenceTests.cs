using Dapper;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Tests.Drivers;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.Usage;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Evidence;

public sealed class EvidenceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Runner = GreedyRunner.Name;

    private NpgsqlDataSource? _source;

    private NpgsqlDataSource Source => _source!;

    public async Task InitializeAsync()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        _source = await Database.SourceAsync(postgres);
    }

    public async Task DisposeAsync() => await Source.DisposeAsync();

    [Fact]
    public async Task Save_ThenExplain_SaysWhatTheJobUsedAndWhereItRan()
    {
        var (runner, host) = await RanAsync();
        await Store.SaveAsync(new RunnerEvidence(runner, new ControlGroupUse(12.5, null, 300 << 20, 1 << 30, 0, 0, 0), 123), host, CancellationToken.None);
        // A second look, after the control group went, takes nothing away.
        await Store.SaveAsync(new RunnerEvidence(runner, null, null), host, CancellationToken.None);

        var explanation = await ExplainAsync(5);

        Assert.Equal("failure", explanation.Conclusion);
        Assert.Equal(new JobEvidence("here", 1, 12.5, 300 << 20, 1 << 30, false, true), explanation.Evidence);
        Assert.EndsWith("It used 12.5 s of processor time and at most 300 MB of memory.", explanation.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_LeaseThatChangedHands_KeepsNothing()
    {
        var (runner, host) = await RanAsync();

        await Store.SaveAsync(new RunnerEvidence(runner, null, 123), host with { Epoch = host.Epoch + 1 }, CancellationToken.None);

        Assert.Null((await Store.FindLogAsync(5, CancellationToken.None))!.LogBytes);
    }

    [ControlGroupFact]
    public async Task KeepAsync_JobKilledForMemory_IsSaidSoInEveryPlace()
    {
        var (id, host) = await RanAsync();
        await using var greedy = new GreedyRunner("""
            mkdir _diag; echo "Job started with ghp_0123456789abcdefghij" >_diag/Worker_1.log
            ( text=0123456789abcdef; while [ ${#text} -lt 1000000000 ]; do text=$text$text; done )
            exec sleep 600
            """);
        Assert.Null(await greedy.StartAsync(memory: 64 << 20));
        await greedy.UsesAsync(use => use.MemoryKills > 0);
        var driver = new ProcessDriverSettings(null, Path.GetDirectoryName(Path.GetDirectoryName(greedy.Root))!, 1);
        var folder = new LogFolder(EvidenceSettings.Default, driver, TimeProvider.System);
        var keeper = new EvidenceKeeper(
            new ProcessUsage(driver), new ProcessLogs(driver, EvidenceSettings.Default), folder, new KnownSecrets(new ConfigurationBuilder().Build()), Store, NullLogger<EvidenceKeeper>.Instance);

        var reason = await keeper.KeepAsync(Some.Runner(id, RunnerState.Finished) with { Name = Runner }, worked: true, host, CancellationToken.None);

        Assert.Equal(EvidenceKeeper.OutOfMemory, reason);
        Assert.EndsWith("It ran out of memory: processes of it were ended at its limit of 64 MB.", (await ExplainAsync(5)).Explanation, StringComparison.Ordinal);
        Assert.Contains("Job started with ***", await folder.ReadAsync(Runner, CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listening", "now()", true)]
    [InlineData("listening", "null", false)]
    [InlineData("busy", "now()", false)]
    public async Task Explain_OnlyThePollTellsOfTheJobOfARunnerWithoutASign_SaysSo(string state, string silentSince, bool expected)
    {
        await ExecuteAsync($"""
            insert into runner (pool, slot, host, name, state, epoch, silent_since) values ('uat', 1, 'here', 'uat-1-abcdefgh', '{state}', 1, {silentSince});
            insert into workflow_job (id, repository, run_id, run_attempt, name, status, labels, runner_name, created_at, started_at)
            values (5, 'family/cart', 5, 1, 'build', 'in_progress', '{"{}"}', 'uat-1-abcdefgh', now(), now());
            """);

        var explanation = await ExplainAsync(5);

        Assert.StartsWith("It runs on uat-1-abcdefgh on here since ", explanation.Explanation, StringComparison.Ordinal);
        Assert.Equal(expected, explanation.Explanation.Contains("Its listener gives no sign since ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explain_AHundredThousandJobs_FindsEachByItsIndexes()
    {
        await ExecuteAsync("""
            insert into runner (pool, slot, host, name, state, epoch) select 'uat', 1, 'here', 'uat-1-' || number, 'gone', 1 from generate_series(1, 100000) number;
            insert into workflow_job (id, repository, run_id, run_attempt, name, status, conclusion, labels, runner_name, created_at, completed_at)
            select number, 'family/cart', number, 1, 'build', 'completed', 'success', '{}', 'uat-1-' || number, now(), now() from generate_series(1, 100000) number;
            insert into runner_evidence (runner_id, processor_seconds, peak_memory_bytes) select id, 1, 1048576 from runner;
            """);
        // What the server believes of tables that it has not looked at decides for them otherwise.
        await ExecuteAsync("analyze runner, workflow_job, runner_evidence");
        await using var connection = await Source.OpenConnectionAsync();
        var plan = string.Join('\n', await connection.QueryAsync<string>("explain " + ExplanationReader.Sql.Replace("@id", "54321", StringComparison.Ordinal)));
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);

        Assert.EndsWith("It used 1.0 s of processor time and at most 1 MB of memory.", (await ExplainAsync(54_321)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CleanAsync_OldAndOver_GoInBatchesAndTheRestStays()
    {
        await ExecuteAsync("""
            insert into runner (pool, slot, host, name, state, state_since, epoch)
            select 'uat', 1, 'here', 'old-' || number, 'gone', now() - interval '31 days', 1 from generate_series(1, 1200) number;
            insert into runner_step (runner_id, state) select id, 'wanted' from runner;
            insert into runner (pool, slot, host, name, state, state_since, epoch) values
                ('uat', 1, 'here', 'old-but-there', 'busy', now() - interval '31 days', 1), ('uat', 2, 'here', 'young', 'gone', now(), 1);
            insert into workflow_job (id, repository, run_id, run_attempt, name, status, labels, created_at, told_at) values
                (1, 'family/cart', 1, 1, 'build', 'completed', '{}', now(), now() - interval '31 days'),
                (2, 'family/cart', 2, 1, 'build', 'queued', '{}', now(), now() - interval '31 days'), (3, 'family/cart', 3, 1, 'build', 'completed', '{}', now(), now());
            insert into webhook_delivery (delivery_id, event, body, received_at, processed_at) values
                (gen_random_uuid(), 'workflow_job', '{}', now() - interval '31 days', now()), (gen_random_uuid(), 'workflow_job', '{}', now() - interval '31 days', null);
            """);
        using var cleaner = new EvidenceCleaner(EvidenceSettings.Default, new LogFolder(EvidenceSettings.Default, new ProcessDriverSettings(null, "/nowhere", 1), TimeProvider.System), Source, new FleetView(), TimeProvider.System, NullLogger<EvidenceCleaner>.Instance);

        Assert.Equal(1202, await cleaner.CleanAsync(CancellationToken.None));

        await using var connection = await Source.OpenConnectionAsync();
        Assert.Equal(["old-but-there", "young"], await connection.QueryAsync<string>("select name from runner order by name"));
        Assert.Equal([2L, 3L], await connection.QueryAsync<long>("select id from workflow_job order by id"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*)::int from webhook_delivery"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*)::int from runner_step"));
    }

    private EvidenceStore Store => new(Source);

    /// <summary>A job that failed on a runner of this host.</summary>
    private async Task<(long Runner, Lease Host)> RanAsync()
    {
        await ExecuteAsync($"""
            insert into runner (pool, slot, host, name, state, epoch) values ('uat', 1, 'here', '{Runner}', 'finished', 1);
            insert into workflow_job (id, repository, run_id, run_attempt, name, status, conclusion, labels, runner_name, created_at, completed_at)
            values (5, 'family/cart', 5, 1, 'build', 'completed', 'failure', '{"{}"}', '{Runner}', now(), now())
            """);
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<long>("select id from runner"), await new PostgresLeaseStore(Source).LeaseAsync("host:here"));
    }

    private async Task<JobExplanation> ExplainAsync(long job) => (await new ExplanationReader(Source, new FleetView()).ReadAsync(job, CancellationToken.None))!;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
