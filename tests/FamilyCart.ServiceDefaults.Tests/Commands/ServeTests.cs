using FamilyCart.ServiceDefaults.Commands;
using FamilyCart.ServiceDefaults.Telemetry;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults.Tests.Commands;

public sealed class ServeTests
{
    [Fact]
    public async Task Run_UntilTold_EndsWithZero()
    {
        var app = TestService.Build(new LogSink(), builder => builder.Services.AddHostedService<StopsAtOnce>(), ("Shutdown:ReadinessDelay", "00:00:00"));
        Assert.Equal(0, await app.RunServiceAsync(["--some", "option"], TextWriter.Null, TextWriter.Null));
    }

    [Fact]
    public async Task Run_OnATakenPort_SaysSoAndEndsWithThree()
    {
        await using var service = await TestService.StartAsync();
        var app = TestService.Build(new LogSink(), null);
        app.Urls.Add(service.App.Urls.Single());
        using var error = new StringWriter();

        Assert.Equal(3, await app.RunServiceAsync([], TextWriter.Null, error));
        Assert.Contains(service.App.Urls.Single(), error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WithoutMigrations_Fails()
    {
        using var output = new StringWriter();
        Assert.Equal(1, await TestService.Build(new LogSink(), null).RunServiceAsync(["migrate"], output, TextWriter.Null));
        Assert.Contains("no migrations", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WithoutAConnectionString_FailsAndIgnoresOtherSettings()
    {
        using var error = new StringWriter();
        var app = TestService.Build(
            new LogSink(),
            builder => builder.AddPostgresMigrations("familycart", typeof(ServeTests).Assembly),
            ("Telemetry:TraceRatio", "7"));
        Assert.Equal(1, await app.RunServiceAsync(["migrate"], TextWriter.Null, error));
        Assert.Contains("ConnectionStrings:familycart is missing", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("TraceRatio", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnVerb_WithOptions_RunsInsteadOfTheServiceAndGivesItsExitCode()
    {
        using var output = new StringWriter();
        var app = TestService.Build(new LogSink(), builder => builder.Services
            .AddCommand("other", (_, _, _, _) => throw new InvalidOperationException("Not asked for."))
            .AddCommand("greet", async (_, options, to, _) =>
            {
                await to.WriteLineAsync($"Hello {string.Join(' ', options)}");
                return 7;
            }));
        Assert.Equal(7, await app.RunServiceAsync(["greet", "you", "--loud"], output, TextWriter.Null));
        Assert.Equal("Hello you --loud", output.ToString().Trim());
    }

    [Fact]
    public async Task OwnVerb_SettingsAtFault_SaysSoAndFails()
    {
        using var error = new StringWriter();
        var app = TestService.Build(
            new LogSink(),
            builder => builder.Services.AddCommand("ask", (service, _, _, _) =>
                Task.FromResult(service.Services.GetRequiredService<TelemetrySettings>() is null ? 7 : 0)),
            ("Telemetry:TraceRatio", "7"));
        Assert.Equal(1, await app.RunServiceAsync(["ask"], TextWriter.Null, error));
        Assert.Contains("Telemetry:TraceRatio", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_StepAtFault_StopsBeforeAnythingIsMigrated()
    {
        using var output = new StringWriter();
        var app = TestService.Build(
            new LogSink(),
            builder =>
            {
                builder.AddPostgresMigrations("familycart", typeof(ServeTests).Assembly);
                builder.Services.AddSingleton<IAfterMigration, MissesItsName>();
            },
            ("ConnectionStrings:familycart", "Host=127.0.0.1;Port=1;Database=none;Username=none"));
        Assert.Equal(1, await app.RunServiceAsync(["migrate", "--seed"], output, TextWriter.Null));
        Assert.Contains("- Seed:Name is missing for --seed.", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Migration failed", output.ToString(), StringComparison.Ordinal);
    }

    private sealed class MissesItsName : IAfterMigration
    {
        public IReadOnlyList<string> Validate(IReadOnlyList<string> options) => [$"Seed:Name is missing for {options[0]}."];

        public Task<bool> RunAsync(IReadOnlyList<string> options, TextWriter output, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It must not get here.");
    }

    private sealed class StopsAtOnce(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            lifetime.ApplicationStarted.Register(lifetime.StopApplication);
            return Task.CompletedTask;
        }
    }
}
