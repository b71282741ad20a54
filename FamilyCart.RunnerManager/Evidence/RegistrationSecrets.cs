using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>The secrets of a registration, as its files have them.</summary>
internal static partial class RegistrationSecrets
{
    /// <summary>Bytes of one file that are read: it has a few hundred, and a job can make it larger.</summary>
    public const int Largest = 64 * 1024;

    /// <summary>The files, in the runner's folder.</summary>
    public static IReadOnlyList<string> Files { get; } = [".credentials", ".credentials_rsaparams"];

    /// <summary>The values in a file's text.</summary>
    /// <exception cref="RegexMatchTimeoutException">The text was made to take for ever.</exception>
    public static IReadOnlyList<string> In(string text) => [.. Values().Matches(text).Select(match => match.Groups["value"].Value)];

    [GeneratedRegex(@"""(?<value>[^""\\]{12,})""\s*[,}]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Values();
}
