using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Ollama;

/// <summary>The two calls of Ollama's API that suggestions need. What goes wrong is an answer, not an exception.</summary>
internal sealed class OllamaClient : IDisposable
{
    private const int LargestAnswerBytes = 512 * 1024;

    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _connectionLifetime = TimeSpan.FromMinutes(5);

    // A model's server is in our own network: there is no proxy on the way, and nowhere else to be sent.
    private readonly SocketsHttpHandler _handler = new()
    {
        AllowAutoRedirect = false,
        ConnectTimeout = _connectTimeout,
        PooledConnectionLifetime = _connectionLifetime,
        UseCookies = false,
        UseProxy = false,
    };

    private readonly HttpClient _http;
    private readonly string _model;

    public OllamaClient(AiSettings settings)
    {
        _model = settings.Model;

        // Not of the factory, whose clients repeat and break off by rules of their own: a model may think longer than any of
        // our services, and OllamaGuard knows when to leave it alone.
        _http = new HttpClient(_handler)
        {
            BaseAddress = new Uri($"{settings.Endpoint!.GetLeftPart(UriPartial.Path).TrimEnd('/')}/"),
            MaxResponseContentBufferSize = LargestAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Asks the model. It takes as long as the token lets it.</summary>
    internal async ValueTask<OllamaReply> ChatAsync(ChatRequest chat, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/chat")
        {
            Content = JsonContent.Create(chat, OllamaJsonContext.Default.ChatRequest),
        };
        var (answer, fault) = await SendAsync(request, OllamaJsonContext.Default.ChatResponse, cancellationToken);
        return fault is { } failure
            ? OllamaReply.Failed(failure)
            : answer?.Message?.Content is { Length: > 0 } content
                ? new OllamaReply(content, null)
                : OllamaReply.Failed(OllamaFault.Malformed);
    }

    /// <summary>Returns null when the server is there and has the model; otherwise what is wrong.</summary>
    internal async ValueTask<OllamaFault?> FindModelAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/tags");
        var (answer, fault) = await SendAsync(request, OllamaJsonContext.Default.TagsResponse, cancellationToken);
        if (fault is not null || answer?.Models is not { } models)
        {
            return fault ?? OllamaFault.Malformed;
        }

        var wanted = _model.Contains(':', StringComparison.Ordinal) ? _model : $"{_model}:latest";
        return models.Any(tag => tag?.Name == wanted) ? null : OllamaFault.ModelMissing;
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<(T? Answer, OllamaFault? Fault)> SendAsync<T>(
        HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return Fault(response.StatusCode) is { } fault
                ? (null, fault)
                : (JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), type), null);
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? OllamaFault.Malformed : OllamaFault.Unreachable);
        }
        catch (IOException)
        {
            return (null, OllamaFault.Unreachable);
        }
        catch (JsonException)
        {
            return (null, OllamaFault.Malformed);
        }
    }

    private static OllamaFault? Fault(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => null,
        HttpStatusCode.NotFound => OllamaFault.ModelMissing,
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => OllamaFault.Busy,
        _ => OllamaFault.Refused,
    };
}
