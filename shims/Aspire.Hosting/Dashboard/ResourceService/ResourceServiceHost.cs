using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Serves the dashboard's resource pages: gRPC on a loopback address, to whoever has the key of this run.</summary>
internal sealed partial class ResourceServiceHost(
    IConfiguration configuration, DashboardCalls calls, IHostApplicationLifetime lifetime, ILoggerFactory loggers, ILogger<ResourceServiceHost> logger)
    : IHostedService, IAsyncDisposable
{
    public const string AddressKey = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";
    public const string ApiKeyKey = "AppHost:ResourceService:ApiKey";
    public const string ApiKeyHeader = "x-resource-service-api-key";
    private const string Prefix = "/aspire.v1.DashboardService/";
    private const int MostConnections = 64;

    private readonly byte[] _key = Encoding.UTF8.GetBytes(configuration[ApiKeyKey]!);
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
        _application.Run(HandleAsync);
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

    private async Task HandleAsync(HttpContext context)
    {
        var call = new GrpcCall(context);
        context.Response.ContentType = GrpcCall.ContentType;
        if (!HasKey(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            call.End(GrpcStatus.Unauthenticated, "The key is missing or wrong.");
            return;
        }

        if (context.Request.ContentType?.StartsWith(GrpcCall.ContentType, StringComparison.Ordinal) is not true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var path = context.Request.Path.Value ?? "";
        try
        {
            await calls.AnswerAsync(path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : path, call, ending.Token).ConfigureAwait(false);
            call.End(GrpcStatus.Ok);
        }
        catch (GrpcFault fault)
        {
            call.End(fault.Status, fault.Message);
        }
        catch (Exception fault) when (ending.IsCancellationRequested && fault is OperationCanceledException or IOException)
        {
            // The dashboard is gone, or the application stops.
            EndIfPossible(context, call);
        }
        catch (Exception fault)
        {
            LogFailed(path, fault);
            call.End(GrpcStatus.Internal, "The call failed; the AppHost's log says why.");
        }
        finally
        {
            // Whatever still reads for this call ends with it.
            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    private static void EndIfPossible(HttpContext context, GrpcCall call)
    {
        if (!context.RequestAborted.IsCancellationRequested)
        {
            call.End(GrpcStatus.Ok);
        }
    }

    private bool HasKey(HttpRequest request)
        => request.Headers[ApiKeyHeader] is [{ } given] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _key);

    [LoggerMessage(40, LogLevel.Error, "The dashboard's call {Path} failed.")]
    private partial void LogFailed(string path, Exception fault);
}
