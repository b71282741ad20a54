using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Intake;

public sealed class PushedRepositoriesTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeGitHub _github = new();
    private readonly PoolSource _pools = new(
        new PoolSettings([Some.Pool("one", scope: "family"), Some.Pool("two", scope: "Family"), Some.Pool("three", scope: "other/tool"), Some.Pool("four", scope: "enterprises/families")]),
        new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);

    private readonly PushedRepositories _pushed;

    public PushedRepositoriesTests() => _pushed = new PushedRepositories(_github, _pools, _time, NullLogger<PushedRepositories>.Instance);

    public void Dispose() => _pools.Dispose();

    [Fact]
    public async Task TakeAsync_AtTheStartAndEveryHour_ListsEachOrganizationOnce()
    {
        _github.Pushed.AddRange([("family/old", _time.GetUtcNow().AddDays(-2)), ("family/cart", _time.GetUtcNow().AddHours(-23)), ("foreign/tool", _time.GetUtcNow())]);
        Assert.Equal(["family/cart"], await TakeAsync());
        Assert.Empty(await TakeAsync());

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(await TakeAsync());
        _github.Pushed.Add(("family/lists", _time.GetUtcNow()));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["family/lists"], await TakeAsync());
        Assert.Equal([_time.GetUtcNow().AddHours(-25), _time.GetUtcNow().AddMinutes(-70)], _github.PushedSince);
    }

    [Fact]
    public async Task TakeAsync_MoreThanItsBound_GivesTheLatest()
    {
        _github.Pushed.AddRange(Enumerable.Range(1, 50).Select(number => ($"family/tool-{number}", _time.GetUtcNow().AddMinutes(-number))));

        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"family/tool-{number}"), await TakeAsync());
    }

    [Fact]
    public async Task TakeAsync_GitHubRefused_ListsAgainInAnHourAndMissesNothing()
    {
        _github.PushedFails = new GitHubError(GitHubFault.Forbidden, "It is not permitted.");
        Assert.Empty(await TakeAsync());
        Assert.Empty(await TakeAsync());
        Assert.Single(_github.PushedSince);

        _github.PushedFails = null;
        _github.Pushed.Add(("family/cart", _time.GetUtcNow()));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["family/cart"], await TakeAsync());
    }

    [Fact]
    public async Task PollAsync_FirstWebhookOfARepositoryIsLost_FindsItsJob()
    {
        await using var client = await EmulatedClient.StartAsync(["family"], []);
        client.Control.Queue(new RunRequest("family/cart", [new JobRequest("build", ["self-hosted"])]));
        using var pools = new PoolSource(new PoolSettings([Some.Pool(scope: "family")]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
        var store = new MemoryFleetStore(new MemoryLeaseStore(client.Time), client.Time);
        using var poller = new JobPoller(
            client.GitHub, store, new FleetView(), pools, new PollSettings(TimeSpan.FromSeconds(30)), client.Time, NullLogger<JobPoller>.Instance,
            new PushedRepositories(client.GitHub, pools, client.Time, NullLogger<PushedRepositories>.Instance));

        await poller.PollAsync(await store.LoadAsync(pools.Current, default), default);

        Assert.Equal("family/cart", Assert.Single((await store.LoadAsync(pools.Current, default)).Jobs).Job.Repository);
    }

    [Fact]
    public async Task PollAsync_PushedRepositoryDoesNotAnswer_IsAskedAgainUntilItDoes()
    {
        _github.Pushed.Add(("family/cart", _time.GetUtcNow()));
        _github.Jobs.Add(Some.Job());
        var store = new MemoryFleetStore(new MemoryLeaseStore(_time), _time);
        using var poller = new JobPoller(
            _github, store, new FleetView(), _pools, new PollSettings(TimeSpan.FromSeconds(30)), _time, NullLogger<JobPoller>.Instance, _pushed);
        _github.JobsFail = new GitHubError(GitHubFault.Unknown, "The answer was lost.");
        await poller.PollAsync(await store.LoadAsync(_pools.Current, default), default);

        _github.JobsFail = null;
        await poller.PollAsync(await store.LoadAsync(_pools.Current, default), default);

        Assert.Single((await store.LoadAsync(_pools.Current, default)).Jobs);
    }

    private Task<IReadOnlyList<string>> TakeAsync() => _pushed.TakeAsync(CancellationToken.None);
}
