using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>
/// Sends every trace in which something failed, and a share of the others. Which others is told by the trace's id, so that all services
/// choose the same. A failure is known where it happens and to those who waited for its answer; a service that answered well before
/// has let its own spans go.
/// </summary>
/// <param name="share">Of traces without a failure, 0 to 1.</param>
/// <param name="destinations">What sends spans.</param>
/// <param name="capacity">How many spans of all traces wait at most until it is known whether they are sent.</param>
internal sealed class TraceKeeper(double share, IEnumerable<BaseProcessor<Activity>> destinations, int capacity = PendingSpans.DefaultCapacity)
    : CompositeProcessor<Activity>(destinations)
{
    private const string Property = "familycart.trace.pending";
    private const string StatusTag = "http.response.status_code";
    private const int FirstServerError = 500;

    private readonly Sampler _share = new TraceIdRatioBasedSampler(share);
    private readonly PendingSpans _pending = new(capacity);

    public override void OnStart(Activity data)
    {
        if (!IsOfShare(data))
        {
            data.SetCustomProperty(Property, data.Parent?.GetCustomProperty(Property) ?? new PendingTrace(data, _pending));
        }
    }

    public override void OnEnd(Activity data)
    {
        if (data.GetCustomProperty(Property) is not PendingTrace pending)
        {
            base.OnEnd(data);
            return;
        }

        foreach (var span in pending.End(data, HasFailed(data)))
        {
            base.OnEnd(span);
        }
    }

    private bool IsOfShare(Activity span) =>
        _share.ShouldSample(new SamplingParameters(default, span.TraceId, span.DisplayName, span.Kind)).Decision == SamplingDecision.RecordAndSample;

    // .NET's client calls every answer from 400 on an error; that somebody asked for what is not there is none of ours.
    private static bool HasFailed(Activity span) =>
        span.Status == ActivityStatusCode.Error
        && !(span.Kind == ActivityKind.Client && span.GetTagItem(StatusTag) is int status && status < FirstServerError);
}
