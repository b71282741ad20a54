namespace FamilyCart.Gateway.Forwarding;

/// <summary>
/// Ends open WebSockets when the gateway stops. A tunnel never ends by itself, and the listener would wait for it until the
/// whole shutdown's time is up; a grace lets a service behind it say goodbye first.
/// </summary>
internal static class SocketShutdown
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!SocketRequest.Is(context))
        {
            await next(context);
            return;
        }

        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        await using var timer = time.CreateTimer(
            static state => ((HttpContext)state!).Abort(), context, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await using var registration = stopping.Register(() => timer.Change(Grace, Timeout.InfiniteTimeSpan));
        await next(context);
    }
}
