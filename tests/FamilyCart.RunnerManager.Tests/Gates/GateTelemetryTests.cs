using FamilyCart.RunnerManager.Tests.GitHub;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Gates;

[Collection(AloneTests.Name)]
public sealed class GateTelemetryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string HookSecret = "a secret of the rollback hook";
    private const string Key = "a-key-that-nobody-guesses";

    [Fact]
    public async Task GatesAndLeases_EveryUse_IsCountedAndLoggedWithWhoAndWithoutSecrets()
    {
        using var log = new LogSink();
        await using var hook = await HookListener.StartAsync();
        var database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        await using var manager = await RunningManager.StartAsync(
            database, log, [.. Workflow.Settings, "--Leases:Names=lost,kept", "--Host:Name=here", "--Pools:uat:Scope=family/cart", "--Pools:uat:Hosts=nowhere", $"--Gates:RollbackHook:Url={hook.Address}", $"--Gates:RollbackHook:Secret={HookSecret}"]);

        await Eventually.IsAsync(() => manager.CallAsync(HttpMethod.Get, "/api/gates/uat", token: Workflow.Operator).GetAwaiter().GetResult().Body, body => body.Contains("hosts of uat", StringComparison.Ordinal));
        await manager.CallAsync(HttpMethod.Post, "/api/gates/uat/preflight", new { secrets = new { DEPLOY_KEY = false } });
        var lost = await manager.TakeAsync("lost", "run 1", seconds: 1, key: Key);
        var kept = await manager.TakeAsync("kept", "run 2", key: Key);
        await manager.TakeAsync("kept", "run 3");
        var scrape = await Eventually.IsAsync(
            () => manager.Client.GetStringAsync("/metrics").GetAwaiter().GetResult(),
            scrape => scrape.Contains("familycart_runner_rollbacks", StringComparison.Ordinal) && Tells(scrape, "familycart_runner_lease_held", "1"));
        await manager.ReleaseAsync("kept", 1, kept.Text("lease_id")!);

        Assert.True(Tells(scrape, "familycart_runner_gate_answers_total", "[0-9]+", "answer=\"none\"", "environment=\"uat\""), scrape);
        Assert.True(Tells(scrape, "familycart_runner_lease_requests_total", "2", "action=\"take\"", "outcome=\"Taken\""), scrape);
        Assert.True(Tells(scrape, "familycart_runner_lease_requests_total", "1", "action=\"take\"", "outcome=\"Held\""), scrape);
        Assert.True(Tells(scrape, "familycart_runner_lease_expiries_total", "1"), scrape);
        Assert.True(Tells(scrape, "familycart_runner_rollbacks_total", "1", "outcome=\"Delivered\""), scrape);
        var lines = log.Lines.ToList();
        Assert.Contains(lines, line => line is (3200, _) && line.Text.Contains("The gate of uat answered olga: none", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is (3201, _) && line.Text.Contains("answered workflows: ready False; in the way: secret DEPLOY_KEY", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is (3210, _) && line.Text.Contains("workflows asked to take the lease kept for run 2: Taken (epoch 1)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is (3210, _) && line.Text.Contains("workflows asked to release the lease kept", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is (3211, _) && line.Text.Contains("The lease lost (epoch 1) expired in the hands of run 1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is (3220, _) && line.Text.Contains("Delivered after 1 attempts", StringComparison.Ordinal));
        string[] secrets = [Workflow.Ci, Workflow.Operator, HookSecret, Key, lost.Text("lease_id")!, kept.Text("lease_id")!];
        Assert.DoesNotContain(lines, line => secrets.Any(secret => line.Text.Contains(secret, StringComparison.Ordinal)));
        Assert.DoesNotContain(secrets, secret => scrape.Contains(secret, StringComparison.Ordinal));
    }

    private static bool Tells(string scrape, string name, string value, params string[] labels) => scrape.Split('\n').Any(
        line => line.StartsWith(name, StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)) && System.Text.RegularExpressions.Regex.IsMatch(line, $"(}}|^{name}) {value}( |$)"));
}
