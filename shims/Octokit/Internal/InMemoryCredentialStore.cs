namespace Octokit.Internal;

/// <summary>The same credentials for every request.</summary>
public class InMemoryCredentialStore : ICredentialStore
{
    private readonly Credentials _credentials;

    public InMemoryCredentialStore(Credentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
    }

    public Task<Credentials> GetCredentials() => Task.FromResult(_credentials);
}
