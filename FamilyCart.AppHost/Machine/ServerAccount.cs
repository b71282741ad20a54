namespace FamilyCart.AppHost.Machine;

/// <summary>
/// Who a server runs as. Root hands its servers to their distribution's own account where that exists;
/// anyone else runs them as oneself.
/// </summary>
/// <param name="User">The account's name; null means oneself.</param>
internal sealed record ServerAccount(string? User)
{
    private const string Accounts = "/etc/passwd";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>True where servers must be given to another account.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The account of that name when one is root and it exists, otherwise oneself.</summary>
    public static ServerAccount For(string user) => new(IsRoot && Exists(user) ? user : null);

    /// <summary>Whether the machine knows the account.</summary>
    public static bool Exists(string user, string accounts = Accounts) =>
        File.Exists(accounts) && File.ReadLines(accounts).Any(line => line.StartsWith($"{user}:", StringComparison.Ordinal));

    /// <summary>Words before a command that make it run as this account; setpriv execs, so the process id stays the server's own.</summary>
    public IReadOnlyList<string> Prefix => User is null ? [] : ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", "--"];

    /// <summary>Whether this account may enter the folder, or the nearest existing one above it.</summary>
    public bool CanEnter(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        return User is null || Command.Run([.. Prefix, "test", "-x", existing], s_limit).Succeeded;
    }

    /// <summary>Makes a folder that only this account can read.</summary>
    public void CreateFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Own(folder);
    }

    /// <summary>Writes a file that only this account can read; for contents that hold a secret.</summary>
    public void WriteSecretFile(string path, string contents)
    {
        PrivateFile.Write(path, contents);
        Own(path);
    }

    /// <summary>Makes a folder, though not what is in it, one's own again.</summary>
    /// <exception cref="IOException">The file system does not allow it.</exception>
    public void TakeBack(string folder) => ChangeOwner("root", ["--no-dereference"], folder);

    /// <summary>Gives a file, or a folder with all in it, to this account.</summary>
    /// <exception cref="IOException">The file system does not allow it.</exception>
    public void Own(string path) => ChangeOwner(User, ["-R"], path);

    private void ChangeOwner(string? owner, string[] options, string path)
    {
        if (User is null)
        {
            return;
        }

        var result = Command.Run(["chown", .. options, $"{owner}:{owner}", path], s_limit);
        if (!result.Succeeded)
        {
            throw new IOException($"{path} cannot be given to the account {owner}: {result.Errors.Trim()}");
        }
    }
}
