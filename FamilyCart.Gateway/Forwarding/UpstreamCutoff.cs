using System.Collections.Frozen;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Protection;
using FamilyCart.Gateway.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>
/// Breaks the circuit to an upstream: when requests in a row get no answer, it is ill at once, and the probes say when it is back. What
/// comes meanwhile is answered without waiting for it.
/// </summary>
internal sealed partial class UpstreamCutoff(
    GatewayConfiguration configuration, UpstreamMarks marks, ProtectionMetrics metrics, ILogger<UpstreamCutoff> logger)
{
    private readonly FrozenDictionary<string, Circuit> _circuits =
        configuration.Upstreams.ToFrozenDictionary(upstream => upstream.Name, upstream => new Circuit(upstream));

    /// <summary>Notes what became of a request.</summary>
    /// <param name="upstream">Where it was sent.</param>
    /// <param name="fault">Null when it was answered.</param>
    public void Note(Upstream upstream, IForwarderErrorFeature? fault)
    {
        var circuit = _circuits[upstream.Name];
        if (fault is not null)
        {
            if (IsTransports(fault))
            {
                Failed(circuit);
            }
        }
        else if (Volatile.Read(ref circuit.Failures) != 0)
        {
            Volatile.Write(ref circuit.Failures, 0);
        }
    }

    // Requests that a client made so that they cannot be sent fail as well, and must not take the upstream from everybody else.
    private static bool IsTransports(IForwarderErrorFeature fault) => fault switch
    {
        { Error: ForwarderError.Request, Exception: HttpRequestException { InnerException: IOException } } => true,
        { Error: ForwarderError.Request, Exception: HttpRequestException request } => request.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ResponseEnded,
        { Error: ForwarderError.RequestTimedOut, Exception.InnerException: TimeoutException } => true,
        _ => false,
    };

    private void Failed(Circuit circuit)
    {
        if (Interlocked.Increment(ref circuit.Failures) < configuration.CutoffFailures)
        {
            return;
        }

        Volatile.Write(ref circuit.Failures, 0);
        if (marks.CutOff(circuit.Upstream))
        {
            metrics.CutOff(circuit.Upstream.Name);
            LogCutOff(circuit.Upstream.Name, configuration.CutoffFailures);
        }
    }

    [LoggerMessage(2061, LogLevel.Warning, "Upstream {Upstream} is unhealthy: {Failures} requests in a row got no answer. It is probed at once.")]
    private partial void LogCutOff(string upstream, int failures);

    private sealed class Circuit(Upstream upstream)
    {
        public int Failures;

        public Upstream Upstream { get; } = upstream;
    }
}
