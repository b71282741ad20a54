using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Serves the dashboard's resource pages: gRPC on a loopback address, to whoever has the key of this run.</summary>
internal sealed class ResourceServiceHost(IConfiguration configuration, DashboardRequests requests, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    public const string AddressKey = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";
    private const int MostConnections = 64;

    private WebApplication? _application;

    /// <summary>Where it listens, once it has started.</summary>
    public string Address => _application?.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First()
        ?? throw new InvalidOperationException("The resource service has not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // An empty builder: ASPNETCORE_URLS is the dashboard's own address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        _application = builder.Build();
        _application.Run(requests.HandleAsync);
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = MostConnections;
        // A dashboard may have nothing to say for hours; one that does not read what it is sent is cut off and comes back.
        options.Limits.MinRequestBodyDataRate = null;
        var address = configuration[AddressKey] is { } given ? new Uri(given) : new Uri("http://localhost:0");
        if (!address.IsLoopback)
        {
            throw new DistributedApplicationException($"{AddressKey} must be an address of this machine only, for example http://localhost:18890.");
        }

        if (address.HostNameType is UriHostNameType.Dns && address.Port != 0)
        {
            options.ListenLocalhost(address.Port, Listen);
        }
        else
        {
            options.Listen(IPAddress.TryParse(address.DnsSafeHost, out var ip) ? ip : IPAddress.Loopback, address.Port, Listen);
        }

        void Listen(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http2;
            if (address.Scheme is "https")
            {
                listen.UseHttps();
            }
        }
    }
}
