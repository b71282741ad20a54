namespace FamilyCart.Ops.Tools;

/// <summary>Files and folders that only the server's account can read.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassableMode = FolderMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder of this program's own unless it is there: what it writes there, nobody else can have laid a link to.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="isPassable">Whether others reach what is theirs in it, which they cannot list.</param>
    public static void MakeOwnFolder(string folder, bool isPassable = false)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, isPassable ? PassableMode : FolderMode);
        }
    }

    /// <summary>Makes a folder of the server's account unless it is there.</summary>
    public static void MakeFolder(string folder, ToolAccount account)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, FolderMode);
            account.Own(folder);
        }
    }

    /// <summary>Replaces a file whole, so that nobody reads half of it and no link is followed.</summary>
    public static void Write(string file, string contents, ToolAccount account)
    {
        var draft = $"{file}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = new FileStream(draft, new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = FileMode }))
            using (var writer = new StreamWriter(stream))
            {
                writer.Write(contents);
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            account.Own(draft);
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
