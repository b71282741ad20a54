using FamilyCart.Gateway.Forwarding;

namespace FamilyCart.Gateway.Protection.Connections;

/// <summary>Holds sockets, which stay for hours, to a number of their own, so that requests find room beside them.</summary>
internal sealed class SocketGate(RequestDelegate next, ConnectionSettings settings, Refusals refusals)
{
    private const string RetryAfterSeconds = "5";

    private int _open;

    public Task InvokeAsync(HttpContext context) => SocketRequest.Is(context) ? CountAsync(context) : next(context);

    private async Task CountAsync(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > settings.Sockets)
            {
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                await refusals.RefuseAsync(context, RefusalReason.Sockets, StatusCodes.Status503ServiceUnavailable, "Too many sockets are open.");
                return;
            }

            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
