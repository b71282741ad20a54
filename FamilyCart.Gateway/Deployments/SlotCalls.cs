using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Upstreams;
using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Gateway.Deployments;

/// <summary>What the gateway asks of a slot itself. Nothing is tried twice, but for a token that is refused while there is another: a deployment wants to know what one attempt gives.</summary>
internal sealed class SlotCalls : IDisposable
{
    private const int LongestText = 64 * 1024;
    private const string DrainPath = "/admin/sockets/drain";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = _patience,
    });

    private readonly GatewayConfiguration _configuration;
    private readonly TimeProvider _time;

    private readonly LiveSecrets _secrets;

    public SlotCalls(GatewayConfiguration configuration, LiveSecrets secrets, TimeProvider time) =>
        (_configuration, _secrets, _time) = (configuration, secrets, time);

    /// <summary>Asks a slot for a path.</summary>
    /// <returns>The answer's status; null when there was none within 2 s.</returns>
    public async Task<int?> GetAsync(Slot slot, string path, CancellationToken cancellationToken)
    {
        return await SendAsync(HttpMethod.Get, new Uri(AddressOf(slot), path), Stream.Null, cancellationToken);
    }

    /// <summary>Asks a slot for a short text.</summary>
    /// <returns>Null when there was no good answer, or a longer one than 64 KB.</returns>
    public async Task<string?> GetTextAsync(Slot slot, string path, CancellationToken cancellationToken)
    {
        var text = new byte[LongestText];
        using var body = new MemoryStream(text);
        return await SendAsync(HttpMethod.Get, new Uri(AddressOf(slot), path), body, cancellationToken) is >= 200 and < 300 ? Encoding.UTF8.GetString(text, 0, (int)body.Position) : null;
    }

    /// <summary>Has a slot ask its sockets to connect again.</summary>
    /// <param name="slot">The slot that leaves.</param>
    /// <param name="spread">Over which time, so that not all come at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer's status; null when there was none within 2 s.</returns>
    public async Task<int?> DrainSocketsAsync(Slot slot, TimeSpan spread, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{DrainPath}?seconds={spread.TotalSeconds}");
        return await SendAsync(HttpMethod.Post, new Uri(AddressOf(slot), path), Stream.Null, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    // While one token takes over from another, the slot may not have seen the new one yet.
    private async Task<int?> SendAsync(HttpMethod method, Uri address, Stream body, CancellationToken cancellationToken)
    {
        int? answer = null;
        foreach (var token in Tokens())
        {
            answer = await SendAsync(method, address, token, body, cancellationToken);
            if (answer is not StatusCodes.Status401Unauthorized)
            {
                break;
            }
        }

        return answer;
    }

    private IEnumerable<string?> Tokens() => _secrets.ValuesOf($"{GatewayConfiguration.Section}:{nameof(GatewayConfiguration.SlotToken)}")
        .DefaultIfEmpty(_configuration.SlotToken);

    private async Task<int?> SendAsync(HttpMethod method, Uri address, string? token, Stream body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var patience = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var answer = await _client.SendAsync(request, either.Token);
            var status = (int)answer.StatusCode;
            await answer.Content.CopyToAsync(status is StatusCodes.Status401Unauthorized ? Stream.Null : body, either.Token);
            return status;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or NotSupportedException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private Uri AddressOf(Slot slot) => _configuration.Slots.First(upstream => upstream.Slot == slot).Address;
}
