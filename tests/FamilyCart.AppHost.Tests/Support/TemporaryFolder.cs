namespace FamilyCart.AppHost.Tests.Support;

/// <summary>A folder that is gone after the test; any account may enter it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const UnixFileMode Open =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public TemporaryFolder()
    {
        var temporary = Directory.CreateTempSubdirectory("familycart-apphost-");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary.FullName, Open);
        }

        Path = temporary.FullName;
    }

    public string Path { get; }

    public string Below(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a file, making its folders.</summary>
    public string Write(string name, string contents)
    {
        var path = Below(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, contents);
        return path;
    }

    /// <summary>Writes a shell script that can be run as a program.</summary>
    public string WriteProgram(string name, string script)
    {
        var path = Write(name, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Open);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
