namespace FamilyCart.AppHost.Machine;

/// <summary>Files that nobody but their owner can read, from the moment they exist.</summary>
internal static class PrivateFile
{
    /// <summary>Replaces the file whole or not at all; its mode is 0600.</summary>
    public static void Write(string path, string contents)
    {
        var draft = $"{path}.{Environment.ProcessId}.new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(contents);
        }

        File.Move(draft, path, overwrite: true);
    }
}
