using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using FamilyCart.Prober.Doors;
using FamilyCart.ServiceDefaults;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Prober.Tests.Support;

/// <summary>The prober on real Kestrel, built as Program.cs does, with the test's clock and door.</summary>
internal sealed class RunningProber : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly SemaphoreSlim _walked = new(0);
    private readonly MeterListener _listener = new();

    private RunningProber(WebApplication app, ManualTime time, ScriptedDoor door)
    {
        (_app, Time, Door) = (app, time, door);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "familycart.probe.runs" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => _ = count > 0 ? _walked.Release() : 0);
        _listener.Start();
    }

    public ManualTime Time { get; }

    public ScriptedDoor Door { get; }

    public static async Task<RunningProber> StartAsync(params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] defaults =
        [
            ("urls", "http://127.0.0.1:0"),
            ("Probe:Address", "https://localhost:1"),
            ("Probe:Email", FamilyCartFixture.Email),
            ("Probe:Password", FamilyCartFixture.Password),
            ("Health:CacheDuration", "00:00:00"),
            ("Shutdown:ReadinessDelay", "00:00:00"),
        ];
        var (time, door) = (new ManualTime(), new ScriptedDoor());
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. defaults.Concat(settings).Select(setting => $"--{setting.Key}={setting.Value}")],
            ApplicationName = typeof(ProberExtensions).Assembly.GetName().Name,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddServiceDefaults();
        builder.AddProber();
        builder.Services.Replace(ServiceDescriptor.Singleton<IDoor>(door));
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        return new RunningProber(app, time, door);
    }

    /// <summary>Waits until the walk has ended, moves the clock to the next one and waits until it has begun.</summary>
    public async Task NextWalkAsync(TimeSpan interval)
    {
        Assert.True(await _walked.WaitAsync(TimeSpan.FromSeconds(60)));
        var before = Door.Asked;
        Time.Advance(interval);
        await Door.AskedAsync(before + 1);
    }

    public async Task<HttpStatusCode> HealthAsync()
    {
        using var answer = await _client.GetAsync("/health");
        return answer.StatusCode;
    }

    public async Task<Scrape> MetricsAsync() => new(await _client.GetStringAsync("/metrics"));

    public async ValueTask DisposeAsync()
    {
        Door.IsDeaf = false;
        _client.Dispose();
        await _app.DisposeAsync();
        _listener.Dispose();
        _walked.Dispose();
    }
}

/// <summary>What /metrics answered.</summary>
internal sealed record Scrape(string Text)
{
    /// <summary>The value of a series, with the label if one is named; null when there is none.</summary>
    public string? Of(string name, string? label = null, string? value = null)
    {
        var match = Regex.Match(Text, $"^{name}\\{{[^}}]*{(label is null ? "" : $"{label}=\"{value}\"")}[^}}]*\\}} (\\S+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        return match.Success ? match.Groups[1].Value : null;
    }
}
