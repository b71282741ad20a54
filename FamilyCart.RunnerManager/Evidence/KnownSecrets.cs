using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>The secrets of the configuration as it is now: tokens, passwords, keys, and those within connection strings.</summary>
internal sealed partial class KnownSecrets(IConfiguration configuration)
{
    /// <summary>All of them, in no order.</summary>
    public IEnumerable<string> All()
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            if (Names().IsMatch(key))
            {
                yield return value.Trim();
            }
            else if (key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase))
            {
                foreach (Match match in Password().Matches(value))
                {
                    yield return match.Groups["secret"].Value;
                }
            }
            else if (key.EndsWith("TokenFile", StringComparison.OrdinalIgnoreCase) && Read(value) is { } secret)
            {
                yield return secret;
            }
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex("(?:token|secret|password|privatekey|apikey)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Names();

    [GeneratedRegex(@"\bpassword\s*=\s*['""]?(?<secret>[^;'""]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
