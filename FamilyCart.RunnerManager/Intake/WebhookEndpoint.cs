using System.Buffers;
using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.Pools;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Intake;

/// <summary><c>POST /webhooks/github</c>: verified, stored, then acknowledged. What it means is found out later.</summary>
internal static class WebhookEndpoint
{
    public const string Path = "/webhooks/github";

    private const string JobEvent = "workflow_job";
    private const int LongestEventName = 100;
    private const int SmallestRead = 4096;

    public static void MapWebhook(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(Path, TakeAsync);

    private static async Task<Results<Accepted, NoContent, ProblemHttpResult>> TakeAsync(
        HttpContext context, WebhookSettings settings, GitHubConfiguration github, PoolSource pools, DeliveryWriter writer, WebhookMetrics metrics)
    {
        var outcome = await ReadAsync(context, settings, github.Current.WebhookSecret, pools) switch
        {
            (Delivery delivery, _) => await writer.TryStoreAsync(delivery, context.RequestAborted) ? WebhookOutcome.Stored : WebhookOutcome.Busy,
            (_, var refusal) => refusal,
        };
        metrics.Count(outcome);
        return outcome switch
        {
            WebhookOutcome.Stored => TypedResults.Accepted((string?)null),
            WebhookOutcome.Ignored => TypedResults.NoContent(),
            WebhookOutcome.NoSecret => Problem(StatusCodes.Status503ServiceUnavailable, "No webhook secret is configured (GitHub:WebhookSecret), so no delivery can be trusted."),
            WebhookOutcome.BadSignature => Problem(StatusCodes.Status401Unauthorized, "The signature does not hold; the secret here and at GitHub must be the same."),
            WebhookOutcome.TooLarge => Problem(StatusCodes.Status413PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"A delivery has at most {settings.LargestBody} bytes here.")),
            WebhookOutcome.ForeignScope => Problem(StatusCodes.Status403Forbidden, "The repository belongs to no pool's scope."),
            WebhookOutcome.Malformed => Problem(StatusCodes.Status400BadRequest, "This is no delivery of GitHub: X-GitHub-Event, X-GitHub-Delivery or the job are not as they should be."),
            _ => Busy(context),
        };
    }

    private static async Task<(Delivery? Delivery, WebhookOutcome Refusal)> ReadAsync(
        HttpContext context, WebhookSettings settings, Secret? secret, PoolSource pools)
    {
        var headers = context.Request.Headers;
        if (secret is null)
        {
            return (null, WebhookOutcome.NoSecret);
        }

        if (await ReadBodyAsync(context.Request, settings.LargestBody, context.RequestAborted) is not { } body)
        {
            return (null, WebhookOutcome.TooLarge);
        }

        // First of all: whoever cannot sign learns nothing else.
        if (!WebhookSignature.Holds(Encoding.UTF8.GetBytes(secret.Value), body, headers[WebhookSignature.Header]))
        {
            return (null, WebhookOutcome.BadSignature);
        }

        var name = headers["X-GitHub-Event"].ToString();
        if (name.Length is 0 or > LongestEventName || !Guid.TryParse(headers["X-GitHub-Delivery"], out var id))
        {
            return (null, WebhookOutcome.Malformed);
        }

        if (name != JobEvent)
        {
            return (null, WebhookOutcome.Ignored);
        }

        return WorkflowJobEvent.TryParse(body) switch
        {
            null => (null, WebhookOutcome.Malformed),
            var job when !pools.Current.Any(pool => pool.Scope.Covers(job.Job.Repository)) => (null, WebhookOutcome.ForeignScope),
            var job => (new Delivery(id, name, job, body), default),
        };
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, int largest, CancellationToken cancellationToken)
    {
        if (request.ContentLength > largest)
        {
            return null;
        }

        if (request.ContentLength is { } length)
        {
            // The server lets through no more and no less than was announced.
            var announced = new byte[length];
            await request.Body.ReadExactlyAsync(announced, cancellationToken);
            return announced;
        }

        var body = new ArrayBufferWriter<byte>(SmallestRead);
        while (await request.Body.ReadAsync(body.GetMemory(SmallestRead), cancellationToken) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > largest)
            {
                return null;
            }
        }

        return body.WrittenSpan.ToArray();
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private static ProblemHttpResult Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problem(StatusCodes.Status503ServiceUnavailable, "The delivery could not be stored at the moment; it can be sent again.");
    }
}
