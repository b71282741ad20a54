using FamilyCart.GitHubEmulator.Control;
using FamilyCart.ServiceDefaults;

namespace FamilyCart.GitHubEmulator;

/// <summary>The emulator inside a test, on a free port of loopback.</summary>
public sealed class Emulator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Emulator(WebApplication app) => _app = app;

    /// <summary>Gets where it listens, with a slash at its end: the base address of a GitHub client.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Gets everything that can be done to it and seen of it.</summary>
    public EmulatorControl Control => _app.Services.GetRequiredService<EmulatorControl>();

    /// <summary>Starts it.</summary>
    /// <param name="settings">Null for the defaults.</param>
    /// <param name="time">Null for the system's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Emulator> StartAsync(
        EmulatorSettings? settings = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Shutdown:ReadinessDelay"] = "00:00:00";
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(settings ?? new EmulatorSettings());
        builder.AddServiceDefaults();
        builder.AddEmulator();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapEmulator();
        await app.StartAsync(cancellationToken);
        return new Emulator(app);
    }

    /// <summary>Stops it at once: open polls end.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
