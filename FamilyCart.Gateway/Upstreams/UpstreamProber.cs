using System.Diagnostics.CodeAnalysis;
using FamilyCart.Gateway.Configuration;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace FamilyCart.Gateway.Upstreams;

/// <summary>
/// Asks each upstream for /health, at once and then in a steady rhythm, and tells YARP the result. It probes by itself
/// because YARP's first probe of an upstream that is added later waits for a whole interval.
/// </summary>
internal sealed partial class UpstreamProber(
    GatewayConfiguration configuration,
    UpstreamHealth health,
    IProxyStateLookup proxy,
    IDestinationHealthUpdater destinations,
    TimeProvider time,
    ILogger<UpstreamProber> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A probe measures one attempt over one connection: no retries, no proxy, no redirects, no trace of its own.
        using var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = 1,
        };
        using var client = new HttpMessageInvoker(handler);
        try
        {
            await Task.WhenAll(configuration.Upstreams.Select(upstream => WatchAsync(client, upstream, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task WatchAsync(HttpMessageInvoker client, Upstream upstream, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(configuration.ProbeInterval, time);
        do
        {
            var fault = await ProbeAsync(client, upstream, stoppingToken);
            var status = health.Judge(upstream, fault);
            if (status.State != health.Of(upstream).State)
            {
                Tell(upstream, status);
            }

            // After YARP knows, so that whoever reads that an upstream is well can send it requests.
            health.Record(upstream, status);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong in one probe, the gateway and its other probes go on.")]
    private async Task<ProbeFault> ProbeAsync(HttpMessageInvoker client, Upstream upstream, CancellationToken stoppingToken)
    {
        using var deadline = new CancellationTokenSource(configuration.ProbeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stoppingToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(upstream.Address, "/health"));
        try
        {
            using var response = await client.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode ? ProbeFault.None : ProbeFault.NotOk;
        }
        catch (HttpRequestException)
        {
            return ProbeFault.Unreachable;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return ProbeFault.TimedOut;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotAsked(logger, upstream.Name, exception.GetType().Name);
            return ProbeFault.NotAsked;
        }
    }

    private void Tell(Upstream upstream, UpstreamStatus status)
    {
        if (status.State == UpstreamState.Healthy)
        {
            LogHealthy(logger, upstream.Name);
        }
        else
        {
            LogUnhealthy(logger, upstream.Name, status.Failures, status.LastFault);
        }

        if (proxy.TryGetCluster(upstream.Name, out var cluster))
        {
            var found = status.State == UpstreamState.Healthy ? DestinationHealth.Healthy : DestinationHealth.Unhealthy;
            destinations.SetActive(
                cluster, [.. cluster.Destinations.Values.Select(destination => new NewActiveDestinationHealth(destination, found))]);
        }
    }
}
