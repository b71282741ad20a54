using FamilyCart.GitHubEmulator.Rest;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Faults;

/// <summary>Lets requests of GitHub's API and of listeners go wrong, before anything else sees them.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, Ground ground, FaultBook faults)
{
    private static readonly object s_lost = new();

    private static readonly PathString[] s_own = ["/emulator", "/health", "/alive", "/metrics"];

    /// <summary>Whether the answer is to be lost on its way.</summary>
    public static bool LosesResponse(HttpContext context) => context.Items.ContainsKey(s_lost);

    public async Task InvokeAsync(HttpContext context)
    {
        if (s_own.Any(path => context.Request.Path.StartsWithSegments(path)))
        {
            await next(context);
            return;
        }

        var error = faults.Strike(FaultKind.WrongDate, context.Request)?.Seconds ?? 0;
        context.Response.Headers.Date = ground.Now.AddSeconds(error).ToString("r");
        if (faults.Strike(FaultKind.Outage, context.Request) is not null)
        {
            context.Abort();
            return;
        }

        await WaitAsync(context);
        if (faults.Strike(FaultKind.Status, context.Request) is { } fault)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await RestWriter.WriteAsync(context, Reply.Error(fault.Status, fault.Message ?? Message(fault.Status)));
            return;
        }

        if (faults.Strike(FaultKind.LostResponse, context.Request) is not null)
        {
            context.Items[s_lost] = s_lost;
        }

        await next(context);
    }

    private static string Message(int status) => status switch
    {
        403 or 429 => "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        502 => "Server Error",
        _ => "Service unavailable",
    };

    private async Task WaitAsync(HttpContext context)
    {
        if (faults.Strike(FaultKind.Delay, context.Request) is { } delay)
        {
            await Task.Delay(TimeSpan.FromSeconds(delay.Seconds), ground.Time, context.RequestAborted);
        }

        if (faults.Hold(FaultKind.Hold, context.Request) is { } hold)
        {
            await hold.Removed.Task.WaitAsync(context.RequestAborted);
        }
    }
}
