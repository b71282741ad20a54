using System.Text.RegularExpressions;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Restoring;

/// <summary>A base backup can be read by its own major version only.</summary>
internal static partial class ServerVersion
{
    /// <returns>Null when the programs fit the repository; otherwise what does not.</returns>
    public static async Task<string?> FaultAsync(BackupSettings settings, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var program = Path.Combine(settings.Programs, "postgres");
        var result = await ToolProcess.RunAsync([program, "--version"], environment: null, cancellationToken);
        return !result.Succeeded ? $"{program} cannot be run: {result.Errors.Trim()}"
            : Major().Match(result.Output) is not { Success: true } match ? $"{program} does not say which version it is."
            : catalogue.Version is { } version && version != match.Groups["major"].Value
            ? $"The backups are of PostgreSQL {version}, and {settings.Programs} has version {match.Groups["major"].Value}; set Backup:Programs to version {version}."
            : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>[0-9]+)")]
    private static partial Regex Major();
}
