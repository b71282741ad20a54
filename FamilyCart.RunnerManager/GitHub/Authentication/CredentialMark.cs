using System.Security.Cryptography;
using System.Text;
using FamilyCart.RunnerManager.GitHub.Settings;

namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>A mark of the credentials as they are configured at the moment, those in files too.</summary>
internal sealed class CredentialMark(GitHubConfiguration configuration) : ICredentialMark
{
    // Of a hash with thousands of secrets to each value: it tells one credential from the next, and not what it is.
    private const int Length = 4;

    public string Current
    {
        get
        {
            var settings = configuration.Current;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Add(settings.Token?.Value);
            Add(Content(settings.TokenFile));
            foreach (var app in settings.Apps)
            {
                Add(FormattableString.Invariant($"{app.Id} {app.InstallationId}"));
                Add(app.PrivateKey?.Value);
                Add(Content(app.PrivateKeyFile));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Length));

            void Add(string? text)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(text ?? string.Empty));
                hash.AppendData([0]);
            }
        }
    }

    // A file that cannot be read is a credential like any other: one that is refused.
    private static string? Content(string? path)
    {
        try
        {
            return path is null ? null : File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.GetType().Name;
        }
    }
}
