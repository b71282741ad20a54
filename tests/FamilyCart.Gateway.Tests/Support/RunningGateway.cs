using System.Net;
using System.Net.Sockets;
using System.Text;
using FamilyCart.ServiceDefaults;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>The gateway on real Kestrel with both of its doors on free ports of loopback.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningGateway(WebApplication app, int publicPort, int adminPort, LogLines log)
    {
        _app = app;
        PublicPort = publicPort;
        AdminPort = adminPort;
        Log = log;
        Public = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{publicPort}") };
        Admin = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{adminPort}") };
    }

    public int PublicPort { get; }

    public int AdminPort { get; }

    public HttpClient Public { get; }

    public HttpClient Admin { get; }

    public LogLines Log { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Builds the gateway as Program.cs does, without starting it.</summary>
    public static WebApplication Build(IEnumerable<(string Key, string? Value)> settings, LogLines? log = null)
    {
        string[] args = [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = "FamilyCart.Gateway" });
        builder.Logging.ClearProviders().AddProvider(log ?? new LogLines());
        builder.AddServiceDefaults();
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        app.MapDefaultEndpoints(app.GetAdminHost());
        app.MapGateway();
        return app;
    }

    public static async Task<RunningGateway> StartAsync(params (string Key, string? Value)[] settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (publicPort, adminPort) = (FreePort.Next(), FreePort.Next());
            (string, string?)[] defaults =
            [
                ("urls", $"http://127.0.0.1:{publicPort}"),
                ("Gateway:Admin:Url", $"http://127.0.0.1:{adminPort}"),
                ("Gateway:Probe:Interval", "00:00:00.100"),
                ("Shutdown:ReadinessDelay", "00:00:00"),
                ("Gateway:Limits:Dashboards:Rate", "100000"),
                ("Gateway:Limits:Dashboards:Burst", "50000"),
                ("Gateway:AnyHost", "true"),

                // All tests come from one address.
                ("Gateway:Limits:Api:Rate", "100000"),
                ("Gateway:Limits:Api:Burst", "50000"),
                ("Gateway:Limits:Pages:Rate", "100000"),
                ("Gateway:Limits:Pages:Burst", "50000"),
            ];
            var log = new LogLines();
            var app = Build([.. defaults, .. settings], log);
            try
            {
                await app.StartAsync();
                return new RunningGateway(app, publicPort, adminPort, log);
            }
            catch (IOException) when (attempt < 5)
            {
                // Another process took one of the ports in between.
                await app.DisposeAsync();
            }
        }
    }

    /// <summary>Waits until the public /health answers with the status, 120 s at most.</summary>
    public Task HealthBecomesAsync(HttpStatusCode status) =>
        Eventually.TrueAsync(async () => (await Public.GetAsync("/health")).StatusCode == status);

    /// <summary>Sends a request line and headers as they are, which HttpClient would correct, and returns the whole answer.</summary>
    public async Task<string> SendRawAsync(string head, byte[]? body = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, PublicPort);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body ?? []);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    /// <param name="now">Ends what it still waits for.</param>
    public Task StopAsync(CancellationToken now = default) => _app.StopAsync(now);

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Admin.Dispose();
        await _app.DisposeAsync();
    }
}
