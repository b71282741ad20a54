using System.Globalization;
using System.Net;
using System.Text;

namespace Octokit.Internal;

/// <summary>Sends requests with the handler that it is given, and follows redirects itself.</summary>
public class HttpClientAdapter : IHttpClient
{
    public const string RedirectCountKey = "RedirectCount";

    private const int RedirectLimit = 3;

    private static readonly string[] _binaryTypes =
        ["application/vnd.github.v3.raw", "application/zip", "application/x-gzip", "application/octet-stream"];

    private readonly HttpClient _client;

    public HttpClientAdapter(Func<HttpMessageHandler> getHandler)
    {
        ArgumentNullException.ThrowIfNull(getHandler);
        _client = new HttpClient(getHandler());
    }

    public async Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object> preprocessResponseBody = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Timeout != TimeSpan.Zero)
        {
            limit.CancelAfter(request.Timeout);
        }

        using var message = BuildRequestMessage(request);
        var answer = await SendAsync(message, limit.Token);
        return await BuildResponse(answer, preprocessResponseBody);
    }

    /// <summary>Sends and follows up to four redirects; another host is not told who asks.</summary>
    /// <exception cref="InvalidOperationException">There was a fifth.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var redirects = 0; ; redirects++)
        {
            // A message and its content go out once only, so the next one is made before.
            var next = await CloneHttpRequestMessageAsync(request);
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var received = DateTimeOffset.Now.ToString("r", CultureInfo.InvariantCulture);
            request.Options.Set(new HttpRequestOptionsKey<string>(ApiInfoReader.ReceivedHeader), received);
            if (answer.Headers.Location is not { } location)
            {
                return answer;
            }

            if (redirects > RedirectLimit)
            {
                throw new InvalidOperationException("The redirect count for this request has been exceeded. Aborting.");
            }

            if (!IsRedirect(answer.StatusCode))
            {
                return answer;
            }

            if (answer.StatusCode == HttpStatusCode.SeeOther)
            {
                (next.Content, next.Method) = (null, HttpMethod.Get);
            }

            if (!location.Host.Equals(request.RequestUri.Host, StringComparison.OrdinalIgnoreCase))
            {
                next.Headers.Authorization = null;
            }

            next.Options.Set(new HttpRequestOptionsKey<object>(RedirectCountKey), redirects + 1);
            next.RequestUri = location;
            request = next;
        }
    }

    public static async Task<HttpRequestMessage> CloneHttpRequestMessageAsync(HttpRequestMessage oldRequest)
    {
        ArgumentNullException.ThrowIfNull(oldRequest);
        var copy = new HttpRequestMessage(oldRequest.Method, oldRequest.RequestUri) { Version = oldRequest.Version };
        foreach (var (name, values) in oldRequest.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        foreach (var (key, value) in oldRequest.Options)
        {
            copy.Options.Set(new HttpRequestOptionsKey<object>(key), value);
        }

        if (oldRequest.Content is { } content)
        {
            var body = new ByteArrayContent(await content.ReadAsByteArrayAsync());
            foreach (var (name, values) in content.Headers)
            {
                body.Headers.TryAddWithoutValidation(name, values);
            }

            copy.Content = body;
        }

        return copy;
    }

    public void SetRequestTimeout(TimeSpan timeout) => _client.Timeout = timeout;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client.Dispose();
        }
    }

    protected virtual HttpRequestMessage BuildRequestMessage(IRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var message = new HttpRequestMessage(request.Method, new Uri(request.BaseAddress, request.Endpoint));
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.Add(name, value);
        }

        message.Content = request.Body switch
        {
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, request.ContentType),
            Stream stream => new StreamContent(stream) { Headers = { ContentType = new(request.ContentType) } },
            _ => null,
        };
        return message;
    }

    protected virtual async Task<IResponse> BuildResponse(HttpResponseMessage responseMessage, Func<object, object> preprocessResponseBody)
    {
        ArgumentNullException.ThrowIfNull(responseMessage);
        var contentType = responseMessage.Content.Headers.ContentType?.MediaType;
        object body;
        if (IsBinary(contentType))
        {
            body = await responseMessage.Content.ReadAsStreamAsync();
        }
        else
        {
            body = await responseMessage.Content.ReadAsStringAsync();
            responseMessage.Content.Dispose();
        }

        var headers = responseMessage.Headers.ToDictionary(header => header.Key, header => header.Value.First());
        if (responseMessage.RequestMessage?.Options.TryGetValue(new HttpRequestOptionsKey<string>(ApiInfoReader.ReceivedHeader), out var received) == true)
        {
            headers.TryAdd(ApiInfoReader.ReceivedHeader, received);
        }

        return new Response(responseMessage.StatusCode, preprocessResponseBody is null ? body : preprocessResponseBody(body), headers, contentType);
    }

    private static bool IsBinary(string contentType) => contentType is not null
        && (contentType.StartsWith("image/", StringComparison.Ordinal) || _binaryTypes.Contains(contentType, StringComparer.OrdinalIgnoreCase));

    private static bool IsRedirect(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found
        or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect;
}
