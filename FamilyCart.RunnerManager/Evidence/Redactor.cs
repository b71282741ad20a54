using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Takes secrets out of a text: those that are known, and whatever looks like one.</summary>
/// <param name="known">Secrets; those of fewer than eight letters are words that would be taken out everywhere, and stay.</param>
internal sealed partial class Redactor(IEnumerable<string> known)
{
    public const string Mark = "***";

    private const int ShortestKnown = 8;
    private const int Patience = 10_000;

    // The longer ones first: one may be a part of another.
    private readonly string[] _known = [.. known.Where(secret => secret.Length >= ShortestKnown).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];

    /// <exception cref="RegexMatchTimeoutException">The text was made to be slow; nothing of it may be kept.</exception>
    public string Redact(string text)
    {
        foreach (var secret in _known)
        {
            text = text.Replace(secret, Mark, StringComparison.Ordinal);
        }

        text = PrivateKey().Replace(text, Mark);
        text = GitHubToken().Replace(text, Mark);
        text = JsonWebToken().Replace(text, Mark);
        text = KeyPart().Replace(text, "${name}" + Mark);
        text = Authorization().Replace(text, "${name}" + Mark);
        text = Named().Replace(text, "${name}" + Mark);
        text = UserInfo().Replace(text, "${name}" + Mark + "@");
        return LongBase64().Replace(text, Mark);
    }

    // One without an end goes to the end of the text, where it was cut.
    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\z)", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"(?:gh[a-z]|github_pat)_[A-Za-z0-9_.-]{10,}", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,2}", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"(?<name>""(?:d|p|q|dp|dq|inverseQ|modulus)"":\s{0,8}"")[A-Za-z0-9+/=_-]{16,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex KeyPart();

    [GeneratedRegex(@"(?<name>\b(?:basic|bearer|remoteauth)\s{1,8})[A-Za-z0-9+/=_.~-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"(?<name>(?:token|secret|password|passwd|pwd|api_?key|private_?key|signature|\bsig)[""']?\s{0,8}[:=]\s{0,8}[""']?)[^\s""'&,;]{4,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<name>://[^/\s:@]{0,200}:)[^/\s@]{1,500}@", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"[A-Za-z0-9+/_-]{200,}={0,2}", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex LongBase64();
}
