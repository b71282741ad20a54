namespace FamilyCart.RunnerManager.Usage;

/// <summary>What the files below a folder hold that belongs to a job.</summary>
internal static class FolderSize
{
    // A job can make more files than anybody wants to count. What was counted until then is told.
    private const int MostEntries = 200_000;
    private const int Deepest = 64;

    private static readonly EnumerationOptions s_ownFiles = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Deepest,
        IgnoreInaccessible = true,
        // A link may lead anywhere.
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <returns>Bytes; null when there is no such folder.</returns>
    public static long? Of(string path)
    {
        var root = new DirectoryInfo(path);
        if (!root.Exists || root.LinkTarget is not null)
        {
            return null;
        }

        try
        {
            return root.EnumerateFiles("*", s_ownFiles).Take(MostEntries).Sum(Length);
        }
        catch (IOException)
        {
            // It was removed meanwhile.
            return null;
        }
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
