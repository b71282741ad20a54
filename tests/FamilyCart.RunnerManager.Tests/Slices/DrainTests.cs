using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Slices;

/// <summary>Taking things out of service while jobs run, with real processes.</summary>
public sealed class DrainTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private LivingFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await LivingFleet.StartAsync(postgres);

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Theory]
    [InlineData("pools/uat", "PoolDrained")]
    [InlineData("hosts/here", "HostDrained")]
    public async Task Drain_WhileAJobRuns_LetsItEndAndKeepsTheNextUntilResumed(string what, string reason)
    {
        // None is on its way while the pool is drained, neither an idle one nor one for a job that has just been taken: it would come to
        // GitHub afterwards, and might be given a job.
        await using var manager = await _fleet.StartManagerAsync("--Pools:uat:MinimumIdle=0", "--Pools:uat:Maximum=1");
        using var meter = new OwnMeter(manager);
        var first = _fleet.Queue("first", seconds: 4);
        await _fleet.StartedAsync(first);

        await PostAsync(manager, $"/api/{what}/drain");
        var second = _fleet.Queue("second");

        await _fleet.CompletedAsync(first);
        Assert.Equal((1, "success"), (_fleet.Job(first).Executions, _fleet.Job(first).Conclusion));
        await Eventually.IsAsync(() => Explain(manager, second), explanation => explanation.Contains(reason, StringComparison.Ordinal));
        await _fleet.UntilAsync(control => control.Runners.Count == 0);
        await Eventually.IsAsync(meter.Read, series => series.Any(one => one.StartsWith("familycart.runner.leader{} 1", StringComparison.Ordinal)) && !series.Any(one => one.StartsWith("runner_status{", StringComparison.Ordinal)));
        Assert.Null(_fleet.Job(second).Runner);

        await PostAsync(manager, $"/api/{what}/resume");

        await _fleet.CompletedAsync(second);
        Assert.Equal((1, "success"), (_fleet.Job(second).Executions, _fleet.Job(second).Conclusion));
    }

    [Fact]
    public async Task Drain_OfOneIdleRunner_BringsAnother()
    {
        await using var manager = await _fleet.StartManagerAsync();
        await IdleAsync();
        var former = _fleet.GitHub.Runners.Single().Name;
        var slot = former[..former.LastIndexOf('-')];

        await PostAsync(manager, $"/api/runners/{slot}/drain");

        await _fleet.UntilAsync(control => control.Runners.Any(runner => runner.Polling && runner.Name != former));
        await _fleet.GoneAsync(former);
        var job = _fleet.Queue("after");
        await _fleet.CompletedAsync(job);
        Assert.NotEqual(former, _fleet.Job(job).Runner);
    }

    [Fact]
    public async Task Drain_OutlivesTheManager()
    {
        await using (var manager = await _fleet.StartManagerAsync())
        {
            await IdleAsync();
            await PostAsync(manager, "/api/pools/uat/drain");
            await _fleet.UntilAsync(control => control.Runners.Count == 0);
        }

        await using var next = await _fleet.StartManagerAsync();
        var job = _fleet.Queue("late");

        await Eventually.IsAsync(() => Explain(next, job), explanation => explanation.Contains("PoolDrained", StringComparison.Ordinal));
        Assert.Empty(_fleet.GitHub.Runners);
    }

    [Fact]
    public async Task Terminated_WhileAJobRuns_LeavesTheJobToEndAndTheRunnersToTheNextManager()
    {
        var job = _fleet.Queue("long", seconds: 5);
        string idle;
        await using (var manager = await _fleet.StartProcessAsync())
        {
            await _fleet.StartedAsync(job);
            await IdleAsync();
            idle = _fleet.GitHub.Runners.First(runner => runner is { Polling: true, JobId: null }).Name;
            Assert.Equal(0, await manager.StopAsync());
        }

        // No manager is left: the job has nothing but its own runner.
        await _fleet.CompletedAsync(job);
        Assert.Equal((1, "success"), (_fleet.Job(job).Executions, _fleet.Job(job).Conclusion));
        var left = _fleet.GitHub.Runners.Select(runner => runner.Name).ToList();
        Assert.Contains(idle, left);

        await using var next = await _fleet.StartProcessAsync();
        await _fleet.GoneAsync(_fleet.Job(job).Runner!);
        var after = _fleet.Queue("after");
        await _fleet.CompletedAsync(after);
        // Where the first manager was quick, more than one was idle.
        Assert.Contains(_fleet.Job(after).Runner, left);
    }

    private Task IdleAsync() => _fleet.UntilAsync(control => control.Runners.Any(runner => runner is { Polling: true, JobId: null }));

    private static async Task PostAsync(RunningManager manager, string path)
    {
        using var answer = await manager.Client.PostAsync(path, Operators.Token);
        answer.EnsureSuccessStatusCode();
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changed").GetBoolean());
    }

    private static string Explain(RunningManager manager, long job)
    {
        using var answer = manager.Client.GetAsync($"/api/jobs/{job}/explain").GetAwaiter().GetResult();
        return answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
    }
}
