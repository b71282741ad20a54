using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.GitHub;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>The version of the runner in the image, as an engine answers and GitHub judges.</summary>
public sealed class ImageWatchTests : IAsyncLifetime
{
    private const string Container = "/v1.41/containers/familycart-fleet.version/json";

    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(30);

    private readonly ScriptedEngine _engine = new();
    private readonly ManualTime _time = new();
    private readonly FakeGitHub _github = new() { Newest = new Version(2, 400, 0) };
    private readonly LogSink _log = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"runners-{Guid.NewGuid():N}");
    private readonly ContainerHost _host;
    private readonly ServiceProvider _services;
    private readonly DistributionVersion _version;
    private readonly VersionWatch _watch;

    public ImageWatchTests()
    {
        _host = new ContainerHost(_engine.Path, _folder, "fleet", "image:1");
        _services = new ServiceCollection().AddMetrics().AddSingleton<RunnerManagerMetrics>().AddLogging(logging => logging.AddProvider(_log)).BuildServiceProvider();
        _version = new DistributionVersion(_services.GetRequiredService<RunnerManagerMetrics>());
        var inspection = new ImageInspection(_host.Settings, LimitSettings.Default, _host.Own, _host.Client, _time);
        var source = new ImageSource(_host.Settings, inspection, _version, _services.GetRequiredService<ILogger<ImageSource>>());
        _watch = new VersionWatch(source, new VersionCheck(_github, new OneScope(), _time), _time, _services.GetRequiredService<ILogger<VersionWatch>>());
        Answer("/v1.41/images/image%3A1/json", """{"Id":"sha256:one","Config":{"Labels":{"org.opencontainers.image.version":"22.04"}}}""");
        _engine.Answers[Container] = ScriptedEngine.Answer(404, "{}");
        Answer("/v1.41/containers/create", """{"Id":"c0ffee"}""");
        Answer("/v1.41/containers/c0ffee/start", "");
        Answer("/v1.41/containers/c0ffee/wait", """{"StatusCode":0}""");
        Says("2.335.0\n");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        _host.Dispose();
        _services.Dispose();
        _log.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Watch_VersionThatGitHubTakesNoLonger_IsAnObstacleOfContainersAlone()
    {
        _github.Schedule = new RunnerSchedule(_time.GetUtcNow(), null);

        await StartAsync();

        Assert.Equal(("2.335.0", VersionStanding.Deprecated), (_version.Image.Current, _version.Image.Verdict!.Standing));
        Assert.Equal("GitHub takes version 2.335.0 of the runner no longer: pull an image with 2.400.0, and name it as Runner:Container:Image.", _version.Image.Obstacle);
        Assert.Null(_version.Process.Obstacle);
        Assert.Contains(_log.Lines, line => line is (3541, _));
    }

    [Fact]
    public async Task Watch_SameImage_IsAskedOnceAndAnotherOneAnew()
    {
        await StartAsync();
        await PassAsync();
        Assert.Single(_engine.Asked, line => line.Contains("/create", StringComparison.Ordinal));
        Assert.Equal(VersionStanding.Outdated, _version.Image.Verdict!.Standing);

        Answer("/v1.41/images/image%3A1/json", """{"Id":"sha256:two"}""");
        Says("2.400.0\n");
        await PassAsync();

        Assert.Equal(("2.400.0", VersionStanding.Current), (_version.Image.Current, _version.Image.Verdict!.Standing));
    }

    [Fact]
    public async Task Watch_ImageWithoutAVersion_IsSaidOnceAndIsNoObstacle()
    {
        Says("exec: no such file\n");

        await StartAsync();
        await PassAsync();

        Assert.Equal((null, null), (_version.Image.Current, _version.Image.Obstacle));
        Assert.Single(_log.Lines, line => line is (3547, _));
    }

    [Fact]
    public async Task Watch_EngineAway_AsksAgain()
    {
        _engine.Answers["/v1.41/images/image%3A1/json"] = ScriptedEngine.Answer(500, """{"message":"no"}""");
        await StartAsync();
        await PassAsync();
        Assert.Null(_version.Image.Current);
        Assert.Single(_log.Lines, line => line is (3548, _));

        Answer("/v1.41/images/image%3A1/json", """{"Id":"sha256:one"}""");
        await PassAsync();

        Assert.Equal("2.335.0", _version.Image.Current);
    }

    [Fact]
    public async Task Watch_ImageRemoved_IsNoVersionAnyMoreUntilItIsBack()
    {
        _github.Schedule = new RunnerSchedule(_time.GetUtcNow(), null);
        var seen = new List<string>();
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "familycart.runner.distribution_deprecated" && ReferenceEquals(instrument.Meter, _services.GetRequiredService<RunnerManagerMetrics>().Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meter.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        meter.Start();
        await StartAsync();
        meter.RecordObservableInstruments();
        Assert.Contains("familycart.runner.distribution_deprecated 1 container 2.335.0", seen);

        seen.Clear();
        _engine.Answers["/v1.41/images/image%3A1/json"] = ScriptedEngine.Answer(404, """{"message":"no such image"}""");
        await PassAsync();
        meter.RecordObservableInstruments();

        Assert.Equal((null, null, null), (_version.Image.Current, _version.Image.Verdict, _version.Image.Obstacle));
        Assert.Empty(seen);
        Answer("/v1.41/images/image%3A1/json", """{"Id":"sha256:one"}""");
        await PassAsync();
        Assert.Equal("2.335.0", _version.Image.Current);
    }

    [Theory]
    [InlineData("fleet", true)]
    [InlineData("another", false)]
    public async Task Watch_ContainerOfThatNameIsThere_IsRemovedIfItIsTheFleets(string fleet, bool expected)
    {
        Answer(Container, $$$$"""{"Id":"0ld","State":{"Status":"exited"},"Config":{"Labels":{"familycart.fleet":"{{{{fleet}}}}"}}}""");
        Answer("/v1.41/containers/0ld", "");

        await StartAsync();

        Assert.DoesNotContain(_log.Lines, line => line is (3548, _));
        Assert.Equal(expected, _engine.Asked.Exists(line => line.StartsWith("DELETE /v1.41/containers/0ld", StringComparison.Ordinal)));
    }

    private void Answer(string path, string body) => _engine.Answers[path] = ScriptedEngine.Answer(200, body);

    private void Says(string output) => _engine.Answers["/v1.41/containers/c0ffee/logs"] = ScriptedEngine.Chunked(ScriptedEngine.Frame(1, output));

    private async Task StartAsync()
    {
        await _watch.StartAsync(CancellationToken.None);
        await _time.TimerAsync(s_glance);
    }

    private async Task PassAsync()
    {
        _time.Advance(s_glance);
        await _time.TimerAsync(s_glance);
    }

    private sealed class OneScope : IManagedScopes
    {
        public IReadOnlyCollection<GitHubScope> Scopes { get; } = [GitHubScope.TryParse("family/cart")!];
    }
}
