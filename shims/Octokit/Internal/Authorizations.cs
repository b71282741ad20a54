using System.Text;

namespace Octokit.Internal;

internal static class Authorizations
{
    public static void Apply(Request request, Credentials credentials)
    {
        var value = credentials.AuthenticationType switch
        {
            AuthenticationType.Basic => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.Login}:{credentials.Password}")),
            AuthenticationType.Oauth => "Token " + credentials.Password,
            AuthenticationType.Bearer => "Bearer " + credentials.Password,
            _ => null,
        };
        if (value is not null)
        {
            request.Headers["Authorization"] = value;
        }
    }
}
