namespace Octokit;

/// <summary>Asked for the credentials of every request.</summary>
public interface ICredentialStore
{
    Task<Credentials> GetCredentials();
}
