namespace FamilyCart.AppHost.Machine;

/// <summary>Folders and files that every account of the machine may read, whatever the umask; nothing secret goes there.</summary>
internal static class OpenFolder
{
    private const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder and those above it as far as they are absent, with mode 0755. One that exists is left as it is.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            Create(parent);
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, FolderMode);
        }
    }

    /// <summary>Makes a file with mode 0644, and the folders above it.</summary>
    /// <exception cref="IOException">Something of that name exists already.</exception>
    public static void Write(string path, string contents)
    {
        Create(Path.GetDirectoryName(path)!);
        using (var writer = new StreamWriter(path, new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write }))
        {
            writer.Write(contents);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, FileMode);
        }
    }
}
