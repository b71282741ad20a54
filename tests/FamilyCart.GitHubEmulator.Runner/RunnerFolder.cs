namespace FamilyCart.GitHubEmulator.Runner;

/// <summary>The root of a runner: the folder above <c>bin</c>.</summary>
internal static class RunnerFolder
{
    public const string Version = "2.335.0";

    public const string Settings = ".runner";

    public const string Credentials = ".credentials";

    public const string Key = ".credentials_rsaparams";

    public static string Root { get; } = Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')) ?? "/";

    public static string Of(string name) => Path.Combine(Root, name);

    /// <summary>Forgets the registration, as the real runner does when GitHub no longer knows it.</summary>
    public static void DeleteRegistration()
    {
        foreach (var name in (ReadOnlySpan<string>)[Settings, Credentials, Key])
        {
            File.Delete(Of(name));
        }
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    public static void WriteSecret(string name, byte[] content)
    {
        File.Delete(Of(name));
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var stream = new FileStream(Of(name), options);
        stream.Write(content);
    }
}
