using FamilyCart.ServiceDefaults;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>The runner manager on real Kestrel, as Program.cs composes it, with the run-time role of a real database.</summary>
internal sealed class RunningManager : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _stopped;

    private RunningManager(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Applies the migrations as the owner, by the verb that the topology uses.</summary>
    /// <returns>The verb's exit code.</returns>
    public static async Task<int> MigrateAsync(PostgresDatabase database)
    {
        var app = Build(database.OwnerConnectionString, null);
        return await app.RunServiceAsync(["migrate"]);
    }

    public static Task<RunningManager> StartAsync(PostgresDatabase database, params string[] arguments) => StartAsync(database, null, arguments);

    /// <param name="database">A migrated one.</param>
    /// <param name="log">Hears all that the manager logs; null for nobody.</param>
    /// <param name="arguments">Settings, as on a command line.</param>
    public static async Task<RunningManager> StartAsync(PostgresDatabase database, ILoggerProvider? log, params string[] arguments)
    {
        var app = Build(database.RuntimeConnectionString, log, arguments);
        await app.StartAsync();
        return new RunningManager(app);
    }

    // An application that is only disposed does not wait for its background services: one could be starting a runner still.
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_stopped)
        {
            _stopped = true;
            await _app.StopAsync();
        }

        await _app.DisposeAsync();
    }

    private static WebApplication Build(string connectionString, ILoggerProvider? log, params string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "FamilyCart.RunnerManager",
            Args =
            [
                $"--ConnectionStrings:runners={connectionString}", "--Health:CacheDuration=00:00:00", "--Status:CacheDuration=00:00:00",
                "--Shutdown:ReadinessDelay=00:00:00", "--GitHub:Mode=emulator", "--GitHub:ApiAddress=http://127.0.0.1:9", .. arguments,
            ],
        });
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddRunnerManager();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapRunnerManager();
        return app;
    }
}
