using FamilyCart.GitHubEmulator;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Tests.GitHub;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>The client as the manager composes it, before the emulator, both by one clock that a test moves.</summary>
internal sealed class EmulatedClient : IAsyncDisposable
{
    public const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly Emulator _emulator;

    private EmulatedClient(WebApplication app, Emulator emulator, ManualTime time, LogSink logs) => (_app, _emulator, Time, Logs) = (app, emulator, time, logs);

    public ManualTime Time { get; }

    public LogSink Logs { get; }

    public IGitHub GitHub => Get<IGitHub>();

    public EmulatorControl Control => _emulator.Control;

    /// <param name="scopes">What is managed.</param>
    /// <param name="settings">Of section GitHub, besides the address, a token and writes without a pause.</param>
    /// <param name="address">Of whoever stands between the client and the emulator, by the emulator's; null for nobody.</param>
    public static async Task<EmulatedClient> StartAsync(string[] scopes, (string Key, string? Value)[] settings, Func<Uri, Task<Uri>>? address = null)
    {
        var (time, logs) = (new ManualTime(), new LogSink());
        var emulator = await Emulator.StartAsync(new EmulatorSettings { Token = Token }, time);
        var builder = WebApplication.CreateSlimBuilder();
        var values = new Dictionary<string, string?>
        {
            ["GitHub:Mode"] = "github",
            ["GitHub:ApiAddress"] = (address is null ? emulator.Address : await address(emulator.Address)).ToString(),
            ["GitHub:Token"] = Token,
            ["GitHub:WriteSpacing"] = "00:00:00",
        };
        foreach (var (key, value) in settings)
        {
            values[$"GitHub:{key}"] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IManagedScopes>(new Tests.GitHub.Fleet.ScopeList { Scopes = [.. scopes.Select(scope => GitHubScope.TryParse(scope)!)] });
        builder.AddGitHub();
        return new EmulatedClient(builder.Build(), emulator, time, logs);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public ILogger<T> Logger<T>() => Get<ILoggerFactory>().CreateLogger<T>();

    public async Task UntilAsync(Func<EmulatorControl, bool> condition)
    {
        using var limit = new CancellationTokenSource(s_patience);
        await Control.UntilAsync(condition, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _emulator.DisposeAsync();
    }
}
