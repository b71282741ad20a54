using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Tools;

/// <summary>The password of the role <c>backup</c> for tools that log in by themselves: libpq's own file, which is the account's alone.</summary>
internal static class ToolPassword
{
    /// <summary>By which a tool finds the file.</summary>
    public const string Variable = "PGPASSFILE";

    /// <summary>Writes it as it is now; whoever starts a tool does so first, for a password can be replaced between two of them.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(BackupSettings settings) => PrivateFiles.Write(
        new BackupFolders(settings.Folder).Password, $"*:*:*:*:{Field(settings.Connection.Password)}\n", ToolAccount.For(settings.Account));

    // Two signs have a meaning there.
    private static string Field(string? password) =>
        (password ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
}
