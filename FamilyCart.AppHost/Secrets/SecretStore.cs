using System.Text.Json;
using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Secrets;

/// <summary>
/// The topology's own secrets: a file that only its owner can read, outside the repository, one for each topology name.
/// A secret is made once and kept, so that data written under it stays readable.
/// </summary>
internal sealed class SecretStore
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private readonly Dictionary<string, string> _secrets;
    private bool _changed;

    /// <param name="path">The file; it need not exist yet.</param>
    /// <exception cref="JsonException">The file is not what this class writes.</exception>
    public SecretStore(string path)
    {
        Path = path;
        _secrets = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [] : [];
    }

    public string Path { get; }

    /// <summary>Where the secrets of a topology are kept: the user's data folder as XDG defines it.</summary>
    public static string PathFor(string topology) =>
        System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "familycart",
            topology,
            "secrets.json");

    /// <summary>The secret of that name, made now when there is none.</summary>
    public string GetOrCreate(string name)
    {
        if (!_secrets.TryGetValue(name, out var secret))
        {
            secret = GeneratedSecret.New();
            _secrets.Add(name, secret);
            _changed = true;
        }

        return secret;
    }

    /// <summary>Writes what was made since, if anything.</summary>
    public void Save()
    {
        if (!_changed)
        {
            return;
        }

        var folder = System.IO.Path.GetDirectoryName(Path)!;
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        PrivateFile.Write(Path, JsonSerializer.Serialize(new SortedDictionary<string, string>(_secrets, StringComparer.Ordinal), s_indented));
        _changed = false;
    }
}
