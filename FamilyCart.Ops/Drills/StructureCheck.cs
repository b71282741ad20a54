using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Drills;

/// <summary>Has pg_amcheck read every table and index of a restored server.</summary>
internal static class StructureCheck
{
    private const int Shown = 500;

    /// <returns>Null when all is sound; otherwise the first of what is not.</returns>
    public static async Task<string?> FaultAsync(BackupSettings settings, PrivateServer server, CancellationToken cancellationToken)
    {
        string[] command =
        [
            Path.Combine(settings.Programs, "pg_amcheck"), "--host", server.Host, "--port", "5432", "--username", "postgres", "--all", "--install-missing",
        ];
        var result = await ToolProcess.RunAsync(ToolAccount.For(settings.Account).Command(command), environment: null, cancellationToken);
        var said = (result.Output + result.Errors).Trim();
        return result.Succeeded ? null : $"pg_amcheck: {(said.Length > Shown ? said[..Shown] : said)}";
    }
}
