using System.Net;
using System.Text.Json;
using FamilyCart.Api.Mail.Sending;

namespace FamilyCart.Api.Mail.Transports;

/// <summary>
/// Brevo's HTTP API. Its idempotency key, a UUID among the headers of the letter, holds for at least 15 minutes: a letter that was taken
/// and is handed over again within them is answered with <c>duplicate_parameter</c>, which is as good as taken.
/// </summary>
internal sealed class BrevoTransport(MailSettings settings, IHttpClientFactory clients) : IMailTransport
{
    /// <summary>Of the client, whose bounds are <c>HttpResilience:brevo</c>. It repeats no POST: that is up to the sender.</summary>
    internal const string ClientName = "brevo";

    private const string Path = "v3/smtp/email";
    private const string AlreadyTaken = "duplicate_parameter";

    private readonly BrevoSettings _brevo = settings.Brevo!;

    public string Name => "brevo";

    public bool KeepsLetters => false;

    public async Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_brevo.Url, Path))
        {
            Content = JsonContent.Create(Compose(mail), BrevoJson.Default.BrevoMail),
        };
        request.Headers.Add("api-key", _brevo.ApiKey);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? DeliveryResult.Taken : await JudgeAsync(response, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            var neverSent = exception.HttpRequestError is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError;
            return new DeliveryResult(neverSent ? Delivery.Unreachable : Delivery.Uncertain);
        }
    }

    private static async Task<DeliveryResult> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var code = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.BadRequest when await ReadCodeAsync(response, cancellationToken) == AlreadyTaken => DeliveryResult.Taken,
            HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden =>
                new DeliveryResult(Delivery.AccountRefused, code),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => new DeliveryResult(Delivery.Deferred, code),
            >= HttpStatusCode.InternalServerError => new DeliveryResult(Delivery.Deferred, code),
            _ => new DeliveryResult(Delivery.Refused, code),
        };
    }

    /// <summary>The rest of the answer may repeat the address, so that it is not read.</summary>
    private static async Task<string?> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync(BrevoJson.Default.BrevoProblem, cancellationToken))?.Code;
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }

    private BrevoMail Compose(OutgoingMail mail) => new(
        new BrevoPerson(settings.From.Address, settings.From.DisplayName is { Length: > 0 } name ? name : null),
        [new BrevoPerson(mail.To, null)],
        mail.Content.Subject,
        mail.Content.Html,
        mail.Content.Text,
        new BrevoHeaders(mail.MessageKey.ToString("D")));
}
