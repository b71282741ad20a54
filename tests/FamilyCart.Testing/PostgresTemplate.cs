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

    /// <summary>
    /// $1 is a folder. Anybody may have made it, since its name can be guessed: it has to be a real folder of the server's own
    /// user, closed to all others, with a finished cluster in it.
    /// </summary>
    private const string TrustScript = """
        [ ! -L "$1" ] && [ -d "$1" ] && [ "$(stat -c '%u %a' "$1")" = "$(id -u) 700" ] \
            && [ -s "$1/PG_VERSION" ] && [ -s "$1/superuser.password" ] && echo trusted || echo other
        """;

    internal static async Task<PostgresTemplate> GetAsync(CancellationToken cancellationToken)
    {
        var binaryFolder = FindBinaryFolder();
        var version = await ServerUser.RunAsync([Path.Combine(binaryFolder, "postgres"), "--version"], cancellationToken);
        var name = string.Concat(version.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-')).Trim('-');
        var folder = Path.Combine(Path.GetTempPath(), $"familycart-template-{name}-{ServerUser.Name}");
        if (!await IsTrustedAsync(folder, cancellationToken))
        {
            PutAside(folder);
            await InitializeAsync(Path.Combine(binaryFolder, "initdb"), folder, cancellationToken);
        }

        return new PostgresTemplate(binaryFolder, folder);
    }

    internal static async Task<bool> IsTrustedAsync(string folder, CancellationToken cancellationToken) =>
        (await ServerUser.RunAsync(["sh", "-c", TrustScript, "sh", folder], cancellationToken)).Trim() == "trusted";

    /// <summary>Copies the template and returns the superuser's password.</summary>
    internal async Task<string> CopyToAsync(string folder, CancellationToken cancellationToken)
    {
        await ServerUser.RunAsync(["cp", "-a", "--reflink=auto", Folder, folder], cancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(folder, PasswordFile), cancellationToken);
    }

    /// <summary>Has a copy that never ran keep its log in files of another size.</summary>
    internal Task ResizeSegmentsAsync(string folder, int megabytes, CancellationToken cancellationToken) => megabytes == PostgresServerOptions.OfTests
        ? Task.CompletedTask
        : ServerUser.RunAsync([Path.Combine(BinaryFolder, "pg_resetwal"), $"--wal-segsize={megabytes}", "-D", folder], cancellationToken);

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
            // Another test process was first, whose template is as good, or it is somebody's who may not be moved.
            TemporaryFolder.Remove(draft);
            if (!await IsTrustedAsync(folder, cancellationToken))
            {
                throw new InvalidOperationException($"{folder} is not a template of {ServerUser.Name}, mode 700; remove it.");
            }
        }
    }

    // At once, while none of the test processes that found the same can have made its own yet.
    private static void PutAside(string folder)
    {
        var aside = TemporaryFolder.Name();
        try
        {
            Directory.Move(folder, aside);
            TemporaryFolder.Remove(aside);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is none, or it is somebody else's.
        }
    }
}
