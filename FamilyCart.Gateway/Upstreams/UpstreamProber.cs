using System.Diagnostics.CodeAnalysis;
using FamilyCart.Gateway.Configuration;

namespace FamilyCart.Gateway.Upstreams;

/// <summary>
/// Asks each upstream for its health, at once and then in a steady rhythm.
/// </summary>
internal sealed partial class UpstreamProber(
    GatewayConfiguration configuration,
    UpstreamMarks marks,
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
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        while (true)
        {
            // Before the probe, so that an upstream that falls ill meanwhile is asked once more.
            var fell = marks.Fell(upstream);
            var fault = await ProbeAsync(client, upstream, stoppingToken);
            if (marks.Mark(upstream, before => before.After(fault, configuration.ProbeFailures)) is { } status)
            {
                Log(upstream, status);
            }

            if (await Task.WhenAny(tick, fell) == tick)
            {
                await tick;
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong in one probe, the gateway and its other probes go on.")]
    private async Task<ProbeFault> ProbeAsync(HttpMessageInvoker client, Upstream upstream, CancellationToken stoppingToken)
    {
        using var deadline = new CancellationTokenSource(configuration.ProbeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stoppingToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(upstream.Address, upstream.HealthPath));
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

    private void Log(Upstream upstream, UpstreamStatus status)
    {
        if (status.State == UpstreamState.Healthy)
        {
            LogHealthy(logger, upstream.Name);
        }
        else
        {
            LogUnhealthy(logger, upstream.Name, status.Failures, status.LastFault);
        }
    }
}
