using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Tests.Support;

/// <summary>A service with the defaults, on real Kestrel at a port that the system picks.</summary>
internal sealed class TestService : IAsyncDisposable
{
    /// <summary>Of the service, and so of its meter and its activity source.</summary>
    public const string Name = "FamilyCart.Tests";

    private TestService(WebApplication app, LogSink logs)
    {
        App = app;
        Logs = logs;
    }

    public WebApplication App { get; }

    public LogSink Logs { get; }

    public HttpClient Client { get; private set; } = null!;

    public ManualTime Time => (ManualTime)App.Services.GetRequiredService<TimeProvider>();

    public static async Task<TestService> StartAsync(
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null,
        params (string Key, string? Value)[] settings)
    {
        var logs = new LogSink();
        var app = Build(logs, configure, settings);
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync();
        return new TestService(app, logs) { Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Urls.First()) } };
    }

    public static WebApplication Build(LogSink logs, Action<WebApplicationBuilder>? configure, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = Name });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        if (!settings.Any(setting => setting.Key is "urls" or "http_ports"))
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(logs);
        builder.AddServiceDefaults();
        configure?.Invoke(builder);
        return builder.Build();
    }

    public static void UseManualTime(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(new ManualTime());

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
