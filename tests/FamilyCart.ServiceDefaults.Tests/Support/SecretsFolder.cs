using System.Text;

namespace FamilyCart.ServiceDefaults.Tests.Support;

/// <summary>A folder of secrets that is gone after the test.</summary>
internal sealed class SecretsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("familycart-secrets-").FullName;

    public (string Key, string? Value) Setting => ("Secrets:Folder", Path);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public SecretsFolder Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public SecretsFolder Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
