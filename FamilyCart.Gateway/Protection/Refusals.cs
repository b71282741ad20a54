using FamilyCart.Gateway.Telemetry;

namespace FamilyCart.Gateway.Protection;

/// <summary>Turns requests away, and counts each once.</summary>
internal sealed class Refusals(ProtectionMetrics metrics)
{
    /// <summary>Answers a request with ProblemDetails.</summary>
    public Task RefuseAsync(HttpContext context, RefusalReason reason, int status, string detail)
    {
        GatewayMetrics.MarkRefused(context);
        metrics.Refused(reason);
        return TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
    }

    /// <summary>The reason behind a status that Kestrel chose; null for one that is no refusal.</summary>
    public static RefusalReason? ReasonOf(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => RefusalReason.Slow,
        StatusCodes.Status413PayloadTooLarge => RefusalReason.Body,
        StatusCodes.Status414UriTooLong => RefusalReason.Line,
        StatusCodes.Status431RequestHeaderFieldsTooLarge => RefusalReason.Headers,
        >= 400 and < 600 => RefusalReason.Malformed,
        _ => null,
    };
}
