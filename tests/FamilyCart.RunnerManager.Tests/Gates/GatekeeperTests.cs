using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Gates;

public sealed class GatekeeperTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly TimeSpan s_longestAge = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly FleetView _view = new();
    private NpgsqlDataSource? _source;

    public async Task InitializeAsync() => _source = await Database.SourceAsync(postgres);

    public async Task DisposeAsync() => await _source!.DisposeAsync();

    [Fact]
    public async Task JudgeAsync_NeverLooked_KnowsNothing() => Assert.Null((await JudgeAsync()).Fleet);

    [Fact]
    public async Task JudgeAsync_LookIsTooOld_KnowsNothingThoughTheDatabaseAnswers()
    {
        _view.Show(new FleetPicture(Some.Fleet(runners: [Some.Runner(1, RunnerState.Listening)]), [], false) { LookedAt = _time.GetTimestamp() });

        _time.Advance(s_longestAge);
        Assert.NotNull((await JudgeAsync()).Chosen);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((null, null), await JudgeAsync() is var verdict ? (verdict.Fleet, verdict.Chosen) : default);
    }

    private Task<GateVerdict> JudgeAsync()
    {
        var settings = new GateSettings(s_longestAge, new Dictionary<DeployEnvironment, GateRequirements>());
        var gatekeeper = new Gatekeeper(_view, new LastStarts(_source!), PlanSettings.Default, settings, _time, NullLogger<Gatekeeper>.Instance);
        return gatekeeper.JudgeAsync(DeployEnvironment.Uat, CancellationToken.None);
    }
}
