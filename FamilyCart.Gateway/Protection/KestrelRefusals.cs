using System.Diagnostics;
using FamilyCart.Gateway.Configuration;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyCart.Gateway.Protection;

/// <summary>
/// Counts what Kestrel refuses by itself: messages that no middleware gets to see, and bodies that turn out to be too long or too slow
/// on their way.
/// </summary>
internal sealed class KestrelRefusals(DiagnosticListener diagnostics, GatewayConfiguration configuration, ProtectionMetrics metrics)
    : IHostedService, IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = diagnostics.Subscribe(this, static name => name == BadRequest);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IFeatureCollection features
            && features.Get<IHttpConnectionFeature>()?.LocalPort != configuration.AdminPort
            && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException fault
            && Refusals.ReasonOf(fault.StatusCode) is { } reason)
        {
            metrics.Refused(reason);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
