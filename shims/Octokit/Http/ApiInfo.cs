namespace Octokit;

/// <summary>What an answer's headers say of the API.</summary>
public class ApiInfo
{
    public ApiInfo(
        IDictionary<string, Uri> links,
        IList<string> oauthScopes,
        IList<string> acceptedOauthScopes,
        string etag,
        RateLimit rateLimit,
        TimeSpan serverTimeDifference = default)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(oauthScopes);
        ArgumentNullException.ThrowIfNull(acceptedOauthScopes);
        (Links, OauthScopes, AcceptedOauthScopes) = (links.AsReadOnly(), oauthScopes.AsReadOnly(), acceptedOauthScopes.AsReadOnly());
        (Etag, RateLimit, ServerTimeDifference) = (etag, rateLimit, serverTimeDifference);
    }

    public IReadOnlyList<string> OauthScopes { get; }

    public IReadOnlyList<string> AcceptedOauthScopes { get; }

    public string Etag { get; }

    /// <summary>Other pages by their relation, such as <c>next</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Links { get; }

    public RateLimit RateLimit { get; }

    /// <summary>The server's Date less the time of its receipt; zero where either is unknown.</summary>
    public TimeSpan ServerTimeDifference { get; }

    public ApiInfo Clone() => new(
        Links.ToDictionary(), [.. OauthScopes], [.. AcceptedOauthScopes], Etag, RateLimit.Clone(), ServerTimeDifference);
}
