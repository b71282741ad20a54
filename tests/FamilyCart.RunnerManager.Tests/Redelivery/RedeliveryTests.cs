using System.Globalization;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Redelivery;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Redelivery;

/// <summary>What the webhook of a real manager missed, by the emulator's log of deliveries.</summary>
public sealed class RedeliveryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string HookSecret = "a secret of the webhook";
    private const string Repository = "family/cart";

    private PostgresDatabase? _database;
    private NpgsqlDataSource? _source;
    private RunningManager? _manager;
    private EmulatedClient? _client;

    private EmulatedClient Client => _client!;

    // The manager itself reaches no GitHub: it takes deliveries and nothing else.
    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _source = NpgsqlDataSource.Create(_database.RuntimeConnectionString);
        _manager = await RunningManager.StartAsync(
            _database, $"--GitHub:WebhookSecret={HookSecret}", $"--Pools:uat:Scope={Repository}", "--Pools:uat:MinimumIdle=0", "--Poll:Interval=01:00:00");
    }

    public async Task DisposeAsync()
    {
        await _manager!.DisposeAsync();
        await _source!.DisposeAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Recover_TenMinutesOutage_HasEveryDeliverySentAgainAndNoneTwice()
    {
        await ConnectAsync(EmulatedClient.Token);
        var before = Queue(1);
        await Client.UntilAsync(control => control.PendingDeliveries == 0);
        var lost = await OutageAsync();
        var service = Service();

        Client.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await service.RecoverAsync(failedOnly: true, default));

        await Client.UntilAsync(control => control.PendingDeliveries == 0);
        Assert.Equal(lost.Count, Client.Control.Deliveries.Count(delivery => delivery.Redelivery));
        await EventuallyKnownAsync([.. before, .. lost]);
        Client.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await service.RecoverAsync(failedOnly: true, default));
        Assert.Equal(lost.Count, Client.Control.Deliveries.Count(delivery => delivery.Redelivery));
        Assert.Contains(Client.Logs.Lines, line => line.Event == 3350 && line.Text.Contains("10 of 10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recover_GitHubBelievesThatItArrived_IsSeenByTheFirstLookAlone()
    {
        await ConnectAsync(EmulatedClient.Token);
        var jobs = Queue(1);
        await Client.UntilAsync(control => control.PendingDeliveries == 0);
        await EventuallyKnownAsync(jobs);
        await Database.ExecuteAsync(_database!.OwnerConnectionString, "delete from webhook_delivery; delete from workflow_job");
        Client.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await Service().RecoverAsync(failedOnly: true, default));
        Assert.DoesNotContain(Client.Control.Deliveries, delivery => delivery.Redelivery);
        Assert.True(await Service().RecoverAsync(failedOnly: false, default));

        await EventuallyKnownAsync(jobs);
    }

    [Fact]
    public async Task Recover_PermissionForHooksIsMissing_IsToldOnceAndThePollGoesOn()
    {
        var token = "github_pat_planted_without_hooks";
        await ConnectAsync(token);
        Client.Control.Add(new TokenRequest(
            CallerKind.FineGrained, token, Permissions: new Dictionary<string, string> { ["actions"] = "read", ["administration"] = "write" }));
        var lost = await OutageAsync();
        var service = Service();

        Assert.True(await service.RecoverAsync(failedOnly: true, default));
        Assert.True(await service.RecoverAsync(failedOnly: true, default));
        await PollAsync();

        await EventuallyKnownAsync(lost);
        var told = Assert.Single(Client.Logs.Lines, line => line.Event == 3351);
        Assert.Contains("repository_hooks=read", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Client.Logs.Lines, line => line.Text.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recover_FewRequestsAreLeft_LeavesThemToOthers()
    {
        await ConnectAsync(EmulatedClient.Token);
        await OutageAsync();
        await Client.GitHub.OpenJobsAsync(Repository, default);
        Client.Control.SetRemaining("core", 500);
        await Client.GitHub.OpenJobsAsync(Repository, default);

        Assert.False(await Service().RecoverAsync(failedOnly: true, default));

        Assert.DoesNotContain(Client.Control.Deliveries, delivery => delivery.Redelivery);
    }

    [Fact]
    public async Task Recover_MoreThanAtOnce_GoesOnNextTime()
    {
        await ConnectAsync(EmulatedClient.Token);
        await OutageAsync();
        Client.Time.Advance(TimeSpan.FromMinutes(1));
        var service = Service(atOnce: 6);

        Assert.True(await service.RecoverAsync(failedOnly: true, default));
        await Client.UntilAsync(control => control.PendingDeliveries == 0);
        Assert.Equal(6, Client.Control.Deliveries.Count(delivery => delivery.Redelivery));
        Assert.True(await service.RecoverAsync(failedOnly: true, default));

        await Client.UntilAsync(control => control.PendingDeliveries == 0);
        Assert.Equal(10, Client.Control.Deliveries.Count(delivery => delivery.Redelivery));
    }

    private async Task ConnectAsync(string token)
    {
        _client = await EmulatedClient.StartAsync([Repository], [("Token", token), ("Hooks:0:Scope", Repository), ("Hooks:0:Id", "109948940")]);
        Assert.Equal(109948940, Client.Control.Add(new HookRequest(new Uri(_manager!.Client.BaseAddress!, "/webhooks/github").ToString(), HookSecret, Repository)));
    }

    private async Task<IReadOnlyList<long>> OutageAsync()
    {
        Client.Control.Add(new Fault(FaultKind.LoseWebhook));
        List<long> lost = [];
        for (var minute = 0; minute < 10; minute++)
        {
            lost.AddRange(Queue(1));
            Client.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Client.Control.ClearFaults();
        await Client.UntilAsync(control => control.PendingDeliveries == 0);
        Assert.Equal(0L, await CountAsync("workflow_job where id = any(array[" + string.Join(',', lost) + "])"));
        return lost;
    }

    private List<long> Queue(int jobs)
    {
        var run = Client.Control.Queue(new RunRequest(
            Repository, [.. Enumerable.Range(1, jobs).Select(number => new JobRequest(string.Create(CultureInfo.InvariantCulture, $"build {number}"), ["self-hosted"]))]));
        return [.. Client.Control.Jobs.Where(job => job.RunId == run.Id).Select(job => job.Id)];
    }

    private RedeliveryService Service(int atOnce = 20) => new(
        Client.GitHub,
        Client.Get<IManagedScopes>(),
        new StoredDeliveries(_source!),
        new FleetView(),
        Client.Get<Allowances>(),
        new RedeliverySettings(TimeSpan.FromMinutes(2), TimeSpan.FromHours(6), atOnce),
        new RedeliveryMetrics(new RunnerManagerMetrics(Client.Get<System.Diagnostics.Metrics.IMeterFactory>())),
        Client.Time,
        Client.Logger<RedeliveryService>());

    private async Task PollAsync()
    {
        using var pools = new PoolSource(new PoolSettings([Some.Pool(scope: Repository)]), new ConfigurationBuilder().Build(), Client.Logger<PoolSource>());
        var store = new PostgresFleetStore(_source!);
        using var poller = new JobPoller(Client.GitHub, store, new FleetView(), pools, new PollSettings(TimeSpan.FromSeconds(30)), Client.Time, Client.Logger<JobPoller>());
        await poller.PollAsync(await store.LoadAsync(pools.Current, default), default);
    }

    private Task<long> EventuallyKnownAsync(IReadOnlyList<long> jobs) => Eventually.IsAsync(
        () => CountAsync("workflow_job where status = 'queued' and id = any(array[" + string.Join(',', jobs) + "])").GetAwaiter().GetResult(), known => known == jobs.Count);

    private async Task<long> CountAsync(string what)
    {
        await using var command = _source!.CreateCommand($"select count(*) from {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
