using System.Net;
using Octokit.Internal;

namespace Octokit;

/// <summary>Sends requests to one API: adds what each of them needs, and makes exceptions of answers that are faults.</summary>
public class Connection : IConnection
{
    private readonly JsonBodies _bodies;
    private readonly IHttpClient _httpClient;
    private ApiInfo _lastApiInfo;

    public Connection(
        ProductHeaderValue productInformation, Uri baseAddress, ICredentialStore credentialStore, IHttpClient httpClient, IJsonSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(productInformation);
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(credentialStore);
        ArgumentNullException.ThrowIfNull(httpClient);
        ArgumentNullException.ThrowIfNull(serializer);
        if (!baseAddress.IsAbsoluteUri)
        {
            throw new ArgumentException($"The base address '{baseAddress}' must be an absolute URI", nameof(baseAddress));
        }

        (UserAgent, BaseAddress, CredentialStore) = (UserAgents.For(productInformation), baseAddress, credentialStore);
        (_httpClient, _bodies) = (httpClient, new JsonBodies(serializer));
    }

    public Uri BaseAddress { get; }

    public ICredentialStore CredentialStore { get; }

    public string UserAgent { get; }

    public ApiInfo GetLastApiInfo() => Volatile.Read(ref _lastApiInfo)?.Clone();

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters) => Get<T>(uri, parameters, null, default);

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts) => Get<T>(uri, parameters, accepts, default);

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts, CancellationToken cancellationToken) =>
        SendAsync<T>(Make(HttpMethod.Get, Queries.Apply(uri, parameters), accepts), cancellationToken);

    public async Task<HttpStatusCode> Post(Uri uri, CancellationToken cancellationToken = default) =>
        (await Post<object>(uri, cancellationToken)).HttpResponse.StatusCode;

    public async Task<HttpStatusCode> Post(Uri uri, object body, string accepts, CancellationToken cancellationToken = default) =>
        (await SendAsync<object>(Make(HttpMethod.Post, uri, accepts, body), cancellationToken)).HttpResponse.StatusCode;

    public Task<IApiResponse<T>> Post<T>(Uri uri, CancellationToken cancellationToken = default) =>
        SendAsync<T>(Make(HttpMethod.Post, uri, null), cancellationToken);

    public Task<IApiResponse<T>> Post<T>(
        Uri uri,
        object body,
        string accepts,
        string contentType,
        IDictionary<string, string> parameters = null,
        CancellationToken cancellationToken = default) =>
        SendAsync<T>(Make(HttpMethod.Post, Queries.Apply(uri, parameters), accepts, body, contentType), cancellationToken);

    public async Task<HttpStatusCode> Delete(Uri uri) =>
        (await SendAsync<object>(Make(HttpMethod.Delete, uri, null), default)).HttpResponse.StatusCode;

    public void SetRequestTimeout(TimeSpan timeout) => _httpClient.SetRequestTimeout(timeout);

    private Request Make(HttpMethod method, Uri uri, string accepts, object body = null, string contentType = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var request = new Request { Method = method, BaseAddress = BaseAddress, Endpoint = uri };
        if (!string.IsNullOrEmpty(accepts))
        {
            request.Headers["Accept"] = accepts;
        }

        if (body is not null)
        {
            // Odd for JSON, but the package's default; GitHub does not mind.
            (request.Body, request.ContentType) = (body, contentType ?? "application/x-www-form-urlencoded");
        }

        return request;
    }

    private async Task<IApiResponse<T>> SendAsync<T>(Request request, CancellationToken cancellationToken)
    {
        _bodies.Write(request);
        request.Headers["User-Agent"] = UserAgent;
        Authorizations.Apply(request, await CredentialStore.GetCredentials() ?? Credentials.Anonymous);
        var response = await _httpClient.Send(request, cancellationToken);
        Volatile.Write(ref _lastApiInfo, response.ApiInfo?.Clone());
        return ApiExceptions.For(response) is { } fault ? throw fault : _bodies.Read<T>(response);
    }
}
