using FamilyCart.Gateway.Forwarding;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Traffic;

/// <summary>
/// What one request says of the slot that it went to. How fast a client sends or reads says nothing of the slot, so time is taken only of
/// what has no body, and only until the answer begins; and what failed after a body of seconds may have failed for its sender's pace.
/// </summary>
internal sealed class SlotRequest
{
    private static readonly TimeSpan _slowBody = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly bool _hasBody;
    private long _answered;

    public SlotRequest(HttpContext context, TimeProvider time)
    {
        (_time, _begun) = (time, time.GetTimestamp());
        _hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;
        if (!_hasBody)
        {
            context.Response.OnStarting(static state => ((SlotRequest)state).Note(), this);
        }
    }

    /// <summary>The status that counts, and how long the slot took; null for what says nothing.</summary>
    public (int? Status, TimeSpan? Latency) Result(HttpContext context)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return (null, null);
        }

        var status = context.Features.Get<IForwarderErrorFeature>() is { Error: var error } && !UpstreamProblems.IsClientsDoing(error)
            ? StatusCodes.Status502BadGateway
            : context.Response.StatusCode;
        return _hasBody
            ? (status >= StatusCodes.Status500InternalServerError && _time.GetElapsedTime(_begun) > _slowBody ? null : status, null)
            : (status, _answered == 0 ? _time.GetElapsedTime(_begun) : _time.GetElapsedTime(_begun, _answered));
    }

    private Task Note()
    {
        _answered = _time.GetTimestamp();
        return Task.CompletedTask;
    }
}
