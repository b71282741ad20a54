using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Forwarding;
using FamilyCart.Gateway.Protection;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Traffic;

/// <summary>Gives each request for the API the slot that its client belongs to, and counts what became of it.</summary>
internal sealed class SlotRouting(
    GatewayConfiguration configuration, TrafficDirector director, PauseGate gate, SlotStatistics statistics, SocketRegister sockets, RequestCut cut, Refusals refusals,
    UpstreamForwarder forwarder, TimeProvider time)
{
    private const string RetryAfterSeconds = "5";

    private readonly Upstream?[] _upstreams = [.. Enum.GetValues<Slot>().Select(slot => configuration.Slots.FirstOrDefault(upstream => upstream.Slot == slot))];

    /// <summary>Forwards a request to its slot.</summary>
    public Task InvokeAsync(HttpContext context, RouteTransformer transformer)
    {
        // Before the slot is chosen: what waited for a migration belongs to the slot of afterwards.
        var pass = gate.PassAsync(context);
        return pass is { IsCompletedSuccessfully: true, Result: true } ? SendAsync(context, transformer) : WaitAsync(pass, context, transformer);
    }

    private async Task WaitAsync(ValueTask<bool> pass, HttpContext context, RouteTransformer transformer)
    {
        if (await pass)
        {
            await SendAsync(context, transformer);
            return;
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await refusals.RefuseAsync(
            context, RefusalReason.Held, StatusCodes.Status503ServiceUnavailable, "The service is being changed at the moment. The request was not carried out.");
    }

    private Task SendAsync(HttpContext context, RouteTransformer transformer)
    {
        var split = director.Split;
        var slot = split.Canary is null ? split.Active : split.For(ClientCookie.KeyOf(context));
        var upstream = _upstreams[(int)slot] ?? configuration.Active!;
        return SocketRequest.Is(context) ? TunnelAsync(context, upstream, transformer, slot) : ForwardAsync(context, upstream, transformer, slot);
    }

    private async Task ForwardAsync(HttpContext context, Upstream upstream, RouteTransformer transformer, Slot slot)
    {
        (int? Status, TimeSpan? Latency) result = default;
        statistics.Begin(slot);
        try
        {
            using var registration = cut.Register(context, slot);
            var request = new SlotRequest(context, time);
            await forwarder.SendAsync(context, upstream, transformer);
            result = request.Result(context);
        }
        finally
        {
            statistics.Answered(slot, result.Status, result.Latency);
        }
    }

    private async Task TunnelAsync(HttpContext context, Upstream upstream, RouteTransformer transformer, Slot slot)
    {
        statistics.SocketOpened(slot);
        sockets.Add(context, slot);
        try
        {
            await forwarder.SendAsync(context, upstream, transformer);
        }
        finally
        {
            sockets.Remove(context);
            statistics.SocketClosed(slot);
        }

        // A handshake that failed is an answer like others.
        if (!SocketRequest.IsOpened(context))
        {
            statistics.Begin(slot);
            statistics.Answered(slot, context.RequestAborted.IsCancellationRequested ? null : context.Response.StatusCode, null);
        }
    }
}
