namespace Octokit;

/// <summary>401: the credential is missing, wrong, expired or revoked.</summary>
public class AuthorizationException : ApiException
{
    public AuthorizationException(IResponse response)
        : this(response, null)
    {
    }

    public AuthorizationException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }
}
