using FamilyCart.Gateway.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>
/// Turns an upstream's failure into ProblemDetails that say what a client can do, and nothing of what is behind the door.
/// What an upstream answers itself passes as it is, whatever its status.
/// </summary>
internal static class UpstreamProblems
{
    private const int RetryAfterSeconds = 5;

    /// <summary>Counts the fault of a request, and answers it where that is possible still. Without a fault nothing is done.</summary>
    public static Task AnswerAsync(HttpContext context, GatewayMetrics metrics)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } fault)
        {
            return Task.CompletedTask;
        }

        if (!IsClientsDoing(fault.Error))
        {
            metrics.UpstreamFailed(ForwardedTo.Of(context), fault.Error);
        }

        return context.Response.HasStarted || context.RequestAborted.IsCancellationRequested ? Task.CompletedTask : AnswerAsync(context, context.Response.StatusCode);
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(Explain(status), statusCode: status).ExecuteAsync(context);
    }

    private static string? Explain(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => "The body came too slowly.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than the gateway takes.",
        StatusCodes.Status502BadGateway => "The service did not answer this request. Whether it was carried out is not known.",
        StatusCodes.Status503ServiceUnavailable => "The service is not available at the moment. The request was not carried out.",
        StatusCodes.Status504GatewayTimeout => "The service did not answer in time. Whether the request was carried out is not known.",
        _ => null,
    };

    /// <summary>Whether it was the client that ended the request.</summary>
    public static bool IsClientsDoing(ForwarderError error) => error is
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient
        or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
        or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeRequestClient
        or ForwarderError.UpgradeResponseCanceled or ForwarderError.UpgradeResponseClient;
}
