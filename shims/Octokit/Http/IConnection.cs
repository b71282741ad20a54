using System.Net;

namespace Octokit;

/// <summary>Sends requests to one API. The package has more methods; here is what FamilyCart calls.</summary>
public interface IConnection : IApiInfoProvider
{
    Uri BaseAddress { get; }

    ICredentialStore CredentialStore { get; }

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters);

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts);

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts, CancellationToken cancellationToken);

    Task<HttpStatusCode> Post(Uri uri, CancellationToken cancellationToken = default);

    Task<HttpStatusCode> Post(Uri uri, object body, string accepts, CancellationToken cancellationToken = default);

    Task<IApiResponse<T>> Post<T>(Uri uri, CancellationToken cancellationToken = default);

    Task<IApiResponse<T>> Post<T>(
        Uri uri,
        object body,
        string accepts,
        string contentType,
        IDictionary<string, string> parameters = null,
        CancellationToken cancellationToken = default);

    Task<HttpStatusCode> Delete(Uri uri);

    void SetRequestTimeout(TimeSpan timeout);
}
