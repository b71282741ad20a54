using System.Net.Http.Headers;
using System.Text;
using FamilyCart.RunnerManager.Intake;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>The one address that is told, signed as GitHub signs its webhooks. Its answer is never read, and never followed elsewhere.</summary>
internal sealed class RollbackHook(RollbackHookSettings settings, IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>Of the client, which repeats no POST: that is up to the sender.</summary>
    public const string ClientName = "rollback-hook";

    /// <summary>The same for every attempt.</summary>
    public const string DeliveryHeader = "X-FamilyCart-Delivery";

    /// <summary>Whether there is somebody to tell.</summary>
    public bool IsConfigured => settings is { Url: not null, Secret: not null };

    /// <summary>Tells it once.</summary>
    /// <returns>The answer's HTTP status; null when none came in time.</returns>
    public async Task<int?> TellAsync(ClaimedRollback rollback)
    {
        var body = RollbackMessage.Write(rollback, time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(Encoding.UTF8.GetBytes(settings.Secret!.Value), body));
        request.Headers.Add(DeliveryHeader, rollback.DeliveryId.ToString());
        // What was begun is done to its end, also while the manager stops: half a rollback told is told twice.
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
