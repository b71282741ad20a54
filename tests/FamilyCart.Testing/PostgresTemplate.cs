using FamilyCart.Testing.Processes;

namespace FamilyCart.Testing;

/// <summary>A data folder that initdb made once for this server version; a new server starts from a copy of it.</summary>
internal sealed record PostgresTemplate(string BinaryFolder, string Folder)
{
    private const string PasswordFile = "superuser.password";
    private const string PreferredMajor = "15";

    /// <summary>$1 is initdb, $2 the new folder. The password is born here, so that no command line carries it.</summary>
    private const string InitializeScript = """
        set -eu
        umask 077
        trap 'rm -f "$2.password"' EXIT
        od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$2.password"
        "$1" --pgdata="$2" --username=postgres --pwfile="$2.password" --auth=scram-sha-256 \
            --encoding=UTF8 --locale=C.UTF-8 --wal-segsize=1 --no-sync
        cp "$2.password" "$2/superuser.password"
        """;

    internal static async Task<PostgresTemplate> GetAsync(CancellationToken cancellationToken)
    {
        var binaryFolder = FindBinaryFolder();
        var version = await ServerUser.RunAsync([Path.Combine(binaryFolder, "postgres"), "--version"], cancellationToken);
        var name = string.Concat(version.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-')).Trim('-');
        var folder = Path.Combine(Path.GetTempPath(), $"familycart-template-{name}-{ServerUser.Name}");
        if (!Directory.Exists(folder))
        {
            await InitializeAsync(Path.Combine(binaryFolder, "initdb"), folder, cancellationToken);
        }

        return new PostgresTemplate(binaryFolder, folder);
    }

    /// <summary>Copies the template and returns the superuser's password.</summary>
    internal async Task<string> CopyToAsync(string folder, CancellationToken cancellationToken)
    {
        await ServerUser.RunAsync(["cp", "-a", "--reflink=auto", Folder, folder], cancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(folder, PasswordFile), cancellationToken);
    }

    private static string FindBinaryFolder()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var ordered = folders
            .OrderByDescending(folder => Path.GetFileName(folder) == PreferredMajor)
            .ThenByDescending(folder => folder, StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "bin"));
        return Path.GetDirectoryName(Executable.Find("initdb", "postgresql-15", ordered))!;
    }

    private static async Task InitializeAsync(string initdb, string folder, CancellationToken cancellationToken)
    {
        var draft = TemporaryFolder.Name();
        await ServerUser.RunAsync(["sh", "-c", InitializeScript, "sh", initdb, draft], cancellationToken);
        try
        {
            Directory.Move(draft, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another test process was first; its template is as good.
            TemporaryFolder.Remove(draft);
        }
    }
}
