using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Secrets;

internal static class SecretFolder
{
    public const string Key = "Secrets:Folder";
    public const string Default = "/run/secrets";

    // The path, or null after noting a fault.
    public static string? Read(IConfiguration configuration, List<string> faults)
    {
        if (configuration[Key] is not { } folder || string.IsNullOrWhiteSpace(folder))
        {
            return Default;
        }

        if (Path.IsPathFullyQualified(folder) && !folder.Contains(SecretReplacer.Start, StringComparison.Ordinal))
        {
            return folder;
        }

        faults.Add($"{Key} is '{folder}', which is not an absolute path; for example {Key}={Default}.");
        return null;
    }
}
