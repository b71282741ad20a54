using System.Text.RegularExpressions;

namespace Aspire.Hosting.Dcp;

/// <summary>How to reach the orchestrator.</summary>
/// <param name="Server">Its address on loopback.</param>
/// <param name="Token">Bearer token.</param>
/// <param name="CertificateAuthority">PEM text of its own certificate authority.</param>
internal sealed partial record Kubeconfig(Uri Server, string Token, string CertificateAuthority)
{
    /// <returns>Nothing while the file is not complete.</returns>
    public static Kubeconfig? TryParse(string text)
    {
        var server = ServerLine().Match(text);
        var token = TokenLine().Match(text);
        var authority = AuthorityLine().Match(text);
        return server.Success && token.Success && authority.Success
            ? new Kubeconfig(
                new Uri(server.Groups[1].Value), token.Groups[1].Value, Encoding.ASCII.GetString(Convert.FromBase64String(authority.Groups[1].Value)))
            : null;
    }

    [GeneratedRegex(@"^\s*server:\s*(\S+)\s*\n", RegexOptions.Multiline)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"^\s*token:\s*(\S+)\s*\n", RegexOptions.Multiline)]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"^\s*certificate-authority-data:\s*(\S+)\s*\n", RegexOptions.Multiline)]
    private static partial Regex AuthorityLine();
}
