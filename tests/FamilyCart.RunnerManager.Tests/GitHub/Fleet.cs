using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.GitHub;

/// <summary>The client as the manager composes it, before a scripted server, with a clock that stands still and no jitter.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const string Token = "github_pat_planted_secret";

    public static readonly GitHubScope Repository = GitHubScope.TryParse("family/cart")!;
    public static readonly GitHubScope Organization = GitHubScope.TryParse("family")!;

    private readonly WebApplication _app;
    private readonly ConfigurationManager _configuration;
    private readonly List<MeterListener> _listeners = [];

    private Fleet(WebApplication app, ConfigurationManager configuration, ScriptedGitHub server, ManualTime time, LogSink logs) =>
        (_app, _configuration, Server, Time, Logs) = (app, configuration, server, time, logs);

    public ScriptedGitHub Server { get; }

    public ManualTime Time { get; }

    public LogSink Logs { get; }

    public IGitHub GitHub => Get<IGitHub>();

    public static string Key { get; } = MakeKey();

    public static (string Key, string? Value)[] App(int index, string id) =>
        [($"Apps:{index}:Id", id), ($"Apps:{index}:InstallationId", $"{id}0"), ($"Apps:{index}:PrivateKey", Key), ("Token", null)];

    /// <param name="script">What the server answers.</param>
    /// <param name="settings">Of section GitHub, besides the server's address and a token.</param>
    public static async Task<Fleet> StartAsync(Func<Request, Reply> script, params (string Key, string? Value)[] settings)
    {
        var server = await ScriptedGitHub.StartAsync();
        var time = new ManualTime();
        var logs = new LogSink();
        server.Script = request => Task.FromResult(script(request));
        server.Clock = () => time.GetUtcNow();
        var builder = WebApplication.CreateSlimBuilder();
        var values = new Dictionary<string, string?> { ["GitHub:Mode"] = "github", ["GitHub:ApiAddress"] = server.Address, ["GitHub:Token"] = Token };
        foreach (var (key, value) in settings)
        {
            values[$"GitHub:{key}"] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(new Jitter(static () => 0));
        builder.Services.AddSingleton<ScopeList>();
        builder.Services.AddSingleton<IManagedScopes>(static services => services.GetRequiredService<ScopeList>());
        builder.AddGitHub();
        return new Fleet(builder.Build(), builder.Configuration, server, time, logs);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public void Reconfigure(string key, string? value)
    {
        _configuration[$"GitHub:{key}"] = value;
        ((IConfigurationRoot)_configuration).Reload();
    }

    /// <summary>Adds up what a counter of the client has counted from now on, by one of its labels.</summary>
    public Dictionary<string, long> Count(string instrument, string label)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        Get<GitHubMetrics>();
        var meters = Get<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (published, self) =>
            {
                if (published.Name == instrument && published.Meter.Scope == meters)
                {
                    self.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, labels, _) =>
        {
            foreach (var (key, name) in labels)
            {
                if (key == label)
                {
                    lock (counts)
                    {
                        counts[(string)name!] = counts.GetValueOrDefault((string)name!) + value;
                    }
                }
            }
        });
        listener.Start();
        _listeners.Add(listener);
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        _listeners.ForEach(static listener => listener.Dispose());
        await _app.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static string MakeKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    }

    internal sealed class ScopeList : IManagedScopes
    {
        public IReadOnlyCollection<GitHubScope> Scopes { get; set; } = [];
    }
}
