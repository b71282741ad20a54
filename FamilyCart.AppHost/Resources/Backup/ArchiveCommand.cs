namespace FamilyCart.AppHost.Resources.Backup;

/// <summary>What the database server runs for each finished segment of its log.</summary>
internal static class ArchiveCommand
{
    /// <param name="program">pgBackRest's.</param>
    /// <param name="configuration">The path of its file, which uat-backup writes.</param>
    public static string Of(string program, string configuration) => $"{Quote(program)} --config={Quote(configuration)} --stanza=uat archive-push %p";

    // The server gives a meaning to percent signs, and its shell to many more.
    private static string Quote(string path) => path.All(sign => char.IsAsciiLetterOrDigit(sign) || "/._-".Contains(sign, StringComparison.Ordinal))
        ? path
        : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)}'";
}
