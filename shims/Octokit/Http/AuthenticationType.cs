namespace Octokit;

/// <summary>How a request proves who sends it.</summary>
public enum AuthenticationType
{
    Anonymous,
    Basic,
    Oauth,
    Bearer,
}
