namespace Octokit;

/// <summary>What a request proves its sender with.</summary>
public class Credentials
{
    /// <summary>No credentials at all.</summary>
    public static readonly Credentials Anonymous = new();

    public Credentials(string login, string password)
        : this(login, password, AuthenticationType.Basic)
    {
    }

    public Credentials(string login, string password, AuthenticationType authenticationType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(login);
        ArgumentException.ThrowIfNullOrWhiteSpace(password);
        (Login, Password, AuthenticationType) = (login, password, authenticationType);
    }

    public Credentials(string token)
        : this(token, AuthenticationType.Oauth)
    {
    }

    public Credentials(string token, AuthenticationType authenticationType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        (Password, AuthenticationType) = (token, authenticationType);
    }

    private Credentials() => AuthenticationType = AuthenticationType.Anonymous;

    public string Login { get; }

    public string Password { get; }

    public AuthenticationType AuthenticationType { get; }
}
