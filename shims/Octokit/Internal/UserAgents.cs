using System.Globalization;

namespace Octokit.Internal;

internal static class UserAgents
{
    public static string For(ProductHeaderValue product) =>
        $"{product} ({Platform()}; {Culture()}; Octokit.net 14.0.0)";

    private static string Platform() =>
        $"{Environment.OSVersion.Platform} {Environment.OSVersion.Version.ToString(3)}; {(Environment.Is64BitOperatingSystem ? "amd64" : "x86")}";

    private static string Culture() => CultureInfo.CurrentCulture.Name;
}
