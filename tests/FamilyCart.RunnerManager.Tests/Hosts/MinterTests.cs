using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Hosts;

/// <summary>How registrations are held back while GitHub refuses them.</summary>
public sealed class MinterTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly FakeGitHub _github = new();
    private readonly FixedMark _credential = new();
    private readonly MemoryLeaseStore _leases;
    private readonly MemoryFleetStore _store;
    private Lease? _host;
    private int _names;

    public MinterTests()
    {
        _leases = new MemoryLeaseStore(_time);
        _store = new MemoryFleetStore(_leases, _time);
    }

    public async Task InitializeAsync() => _host = await _leases.LeaseAsync("host:here", duration: TimeSpan.FromDays(2));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(nameof(GitHubFault.Forbidden), 13, 20)]
    [InlineData(nameof(GitHubFault.NotFound), 13, 20)]
    [InlineData(nameof(GitHubFault.Refused), 13, 20)]
    [InlineData(nameof(GitHubFault.Unauthorized), 13, 20)]
    [InlineData(nameof(GitHubFault.Unknown), 100, 130)]
    public async Task MintAsync_RefusedForAnHour_IsTriedEverMoreSeldom(string fault, int fewest, int most)
    {
        _github.MintFails = new GitHubError(Enum.Parse<GitHubFault>(fault), "It is so.");

        for (var second = 0; second < 3600; second++)
        {
            Assert.False(await TryAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_github.Mints, fewest, most);
        Assert.Equal(_github.Mints, (await RefusalAsync())!.Refusals);
    }

    [Fact]
    public async Task MintAsync_GitHubSaysUntilWhen_WaitsSoLong()
    {
        _github.MintFails = new GitHubError(GitHubFault.Limited, "The limit is reached.", _time.GetUtcNow() + TimeSpan.FromMinutes(40));
        Assert.False(await TryAsync());

        _time.Advance(TimeSpan.FromMinutes(39));
        Assert.False(await TryAsync());
        Assert.Equal(1, _github.Mints);
        _time.Advance(TimeSpan.FromMinutes(1));
        _github.MintFails = null;

        Assert.True(await TryAsync());
    }

    [Fact]
    public async Task MintAsync_Succeeds_ForgetsWhatWasRefused()
    {
        _github.MintFails = new GitHubError(GitHubFault.Forbidden, "It is so.");
        Assert.False(await TryAsync());
        Assert.Equal("GitHub refuses to register runners for uat: It is so, again in 5 s.", (await RefusalAsync())!.Describe(_time.GetUtcNow()));

        _time.Advance(TimeSpan.FromSeconds(5));
        _github.MintFails = null;

        Assert.True(await TryAsync());
        Assert.Null(await RefusalAsync());
        Assert.True(await TryAsync());
    }

    [Fact]
    public async Task MintAsync_OtherCredential_TriesAtOnce()
    {
        _github.MintFails = new GitHubError(GitHubFault.Unauthorized, "Bad credentials.");
        Assert.False(await TryAsync());
        Assert.False(await TryAsync());
        Assert.Equal(1, _github.Mints);

        _credential.Current = "second";
        Assert.False(await TryAsync());

        Assert.Equal(2, _github.Mints);
        Assert.Equal(1, (await RefusalAsync())!.Refusals);
    }

    [Theory]
    [InlineData("family/other", "self-hosted")]
    [InlineData("family/cart", "gpu")]
    public async Task MintAsync_OtherPool_TriesAtOnce(string scope, string label)
    {
        _github.MintFails = new GitHubError(GitHubFault.NotFound, "It is not there.");
        Assert.False(await TryAsync(Some.Pool(labels: ["self-hosted"])));

        Assert.False(await TryAsync(Some.Pool(scope: scope, labels: [label])));

        Assert.Equal(2, _github.Mints);
    }

    [Fact]
    public async Task MintAsync_NameIsTaken_HoldsNobodyElseBack()
    {
        _github.MintFails = new GitHubError(GitHubFault.Conflict, "A runner of that name exists.");
        Assert.False(await TryAsync());

        Assert.Null(await RefusalAsync());
    }

    [Fact]
    public async Task MintAsync_AnotherPoolIsRefused_GoesOn()
    {
        _github.MintFails = new GitHubError(GitHubFault.Forbidden, "It is so.");
        Assert.False(await TryAsync());
        _github.MintFails = null;

        Assert.True(await TryAsync(Some.Pool("other")));
        Assert.NotNull(await RefusalAsync());
    }

    // Another one each time: nothing is remembered but by the store.
    private async Task<bool> TryAsync(Pool? pool = null) =>
        await new Minter(_store, _github, new FakeRegistrar(_github), _credential, _time, NullLogger<Minter>.Instance)
            .MintAsync(pool ?? Some.Pool(), FormattableString.Invariant($"uat-1-{++_names}"), _host!, CancellationToken.None) is not null;

    private async Task<PoolRefusal?> RefusalAsync() => (await _store.LoadAsync([], CancellationToken.None)).Refusals.SingleOrDefault();
}
