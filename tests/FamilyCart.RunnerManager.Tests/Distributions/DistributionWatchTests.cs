using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.GitHub;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.Distributions;

/// <summary>A real distribution in a folder, which only says its version.</summary>
public sealed class DistributionWatchTests : IDisposable
{
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly FakeGitHub _github = new() { Newest = new Version(2, 330, 0) };
    private readonly ScriptedRunner _script = new("#!/bin/sh\necho 2.330.0\n");
    private readonly LogSink _log = new();
    private readonly ServiceProvider _services;
    private readonly DistributionVersion _version;
    private readonly VersionWatch _watch;

    public DistributionWatchTests()
    {
        _services = new ServiceCollection().AddMetrics().AddSingleton<RunnerManagerMetrics>().AddLogging(logging => logging.AddProvider(_log)).BuildServiceProvider();
        _version = new DistributionVersion(_services.GetRequiredService<RunnerManagerMetrics>());
        var source = new DistributionSource(
            new ProcessDriverSettings(_script.Distribution, _script.Runners, TestUsers.Next()), _version, _services.GetRequiredService<ILogger<DistributionSource>>());
        _watch = new VersionWatch(source, new VersionCheck(_github, new OneScope(), _time), _time, _services.GetRequiredService<ILogger<VersionWatch>>());
    }

    public void Dispose()
    {
        _watch.Dispose();
        _services.Dispose();
        _script.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Watch_AtTheStartAndEveryHour_AsksGitHub()
    {
        await _watch.StartAsync(CancellationToken.None);
        await _time.TimerAsync(s_glance);
        Assert.Equal((VersionStanding.Current, null), (_version.Process.Verdict!.Standing, _version.Process.Obstacle));

        _github.Schedule = new RunnerSchedule(_time.GetUtcNow(), null);
        await PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(VersionStanding.Current, _version.Process.Verdict!.Standing);
        await PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(VersionStanding.Deprecated, _version.Process.Verdict!.Standing);
        Assert.Equal("GitHub takes version 2.330.0 of the runner no longer: put 2.330.0 where Runner:Distribution is.", _version.Process.Obstacle);
        Assert.Contains(_log.Lines, line => line is (3541, _) && line.Text.Contains("no longer", StringComparison.Ordinal));
        await _watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Watch_DistributionReplacedInItsPlace_AsksForTheNewOne()
    {
        _github.Schedule = new RunnerSchedule(_time.GetUtcNow(), null);
        await _watch.StartAsync(CancellationToken.None);
        await _time.TimerAsync(s_glance);
        Assert.NotNull(_version.Process.Obstacle);
        _version.IsDeprecated = true;

        _github.Schedule = null;
        _github.Newest = new Version(2, 400, 0);
        await File.WriteAllTextAsync(Path.Combine(_script.Distribution, "bin", "Runner.Listener"), "#!/bin/sh\n# newer\necho 2.399.0\n");
        await PassAsync(s_glance);

        Assert.Equal(("2.399.0", VersionStanding.Outdated, null, false), (_version.Process.Current, _version.Process.Verdict!.Standing, _version.Process.Obstacle, _version.IsDeprecated));
        Assert.Contains("put 2.400.0 where Runner:Distribution is", _version.Process.Verdict.Sentence, StringComparison.Ordinal);
        await _watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Watch_GitHubDoesNotAnswer_SaysSoOnceAndAsksAgainSoon()
    {
        _github.VersionsFail = new GitHubError(GitHubFault.Unknown, "GitHub did not answer in time.");
        await _watch.StartAsync(CancellationToken.None);
        await _time.TimerAsync(s_glance);
        await PassAsync(TimeSpan.FromMinutes(3));
        Assert.Null(_version.Process.Verdict);
        Assert.Single(_log.Lines, line => line is (3542, _));

        _github.VersionsFail = null;
        await PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(VersionStanding.Current, _version.Process.Verdict!.Standing);
        await _watch.StopAsync(CancellationToken.None);
    }

    private async Task PassAsync(TimeSpan duration)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += s_glance)
        {
            _time.Advance(s_glance);
            await _time.TimerAsync(s_glance);
        }
    }

    private sealed class OneScope : IManagedScopes
    {
        public IReadOnlyCollection<GitHubScope> Scopes { get; } = [GitHubScope.TryParse("family/cart")!];
    }
}
