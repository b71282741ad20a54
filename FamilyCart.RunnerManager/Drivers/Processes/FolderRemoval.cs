namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Removes a folder that a job has filled: of any depth, with any names, without following links or crossing into other file systems.</summary>
internal static class FolderRemoval
{
    // A user who removes his own folders is stopped by modes, root is not.
    private const string Script = """
        rm -rf --one-file-system -- "$1" 2>/dev/null || { chmod -R u+rwX -- "$1"; rm -rf --one-file-system -- "$1"; }
        """;

    /// <exception cref="IOException">Something is left.</exception>
    public static async Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        var (code, _) = await Tool.RunAsync([Tool.Shell, "-c", Script, Tool.Shell, path], cancellationToken);
        if (code != 0 || Directory.Exists(path))
        {
            throw new IOException("A runner's folder could not be removed.");
        }
    }
}
