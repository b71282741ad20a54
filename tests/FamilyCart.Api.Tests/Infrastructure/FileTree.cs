namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>A folder of a test's own, removed with it.</summary>
internal sealed class FileTree : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("familycart-files-").FullName;

    internal string Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
