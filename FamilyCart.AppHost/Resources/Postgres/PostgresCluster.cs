using System.Globalization;
using FamilyCart.AppHost.Machine;
using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>The files of a PostgreSQL server that runs as a process. Only used while that server is down.</summary>
/// <param name="programs">Folder with <c>initdb</c> and <c>postgres</c>.</param>
/// <param name="folder">The server's data folder; made on first use.</param>
/// <param name="port">TCP port on localhost.</param>
/// <param name="account">Whom the server runs as.</param>
/// <param name="archiveCommand">What is run for each finished segment of its log; null to keep none.</param>
internal sealed class PostgresCluster(string programs, string folder, int port, ServerAccount account, string? archiveCommand)
{
    public const string Superuser = "postgres";

    private static readonly TimeSpan s_initLimit = TimeSpan.FromSeconds(60);

    // A server that was killed replays its log first.
    private static readonly TimeSpan s_recoveryLimit = TimeSpan.FromSeconds(60);

    // A plain TERM makes PostgreSQL wait for every client to leave, until it is killed. INT rolls them back and ends at once.
    // The child gets INT as well when this shell is killed, so that no server is left behind.
    private const string StopsFast =
        """server=; trap 'kill -INT $server' TERM INT HUP; "$@" & server=$!; wait $server; code=$?; while kill -0 $server 2>/dev/null; do wait $server; code=$?; done; exit $code""";

    /// <summary>Program and arguments that run the server in the foreground.</summary>
    public IReadOnlyList<string> RunCommand =>
        ["sh", "-c", StopsFast, "postgres", "setpriv", "--pdeathsig", "INT", .. account.Prefix.Skip(1).DefaultIfEmpty("--"), Program("postgres"), "-D", folder];

    /// <summary>Makes the data folder when absent, writes configuration, and applies the superuser's password.</summary>
    /// <exception cref="PostgresClusterException">A program of the server failed; the message says which and why.</exception>
    public async Task PrepareAsync(string superuserPassword, ILogger logger, CancellationToken cancellationToken)
    {
        RefuseSecondServer();
        if (!File.Exists(Path.Combine(folder, "PG_VERSION")))
        {
            logger.CreatingCluster(folder);
            await CreateAsync(cancellationToken);
        }

        // Each replaces its file whole: the server's account owns the folder and could have put a link there.
        account.WriteSecretFile(Path.Combine(folder, "postgresql.conf"), PostgresSettings.ForProcess(port, archiveCommand));
        account.WriteSecretFile(Path.Combine(folder, "pg_hba.conf"), PostgresSettings.HostBasedAuthentication);
        await ApplyPasswordAsync(superuserPassword, cancellationToken);
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        // Made beside its place and moved there whole, so that a first start cut short leaves nothing half made.
        var draft = folder + ".new";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        OpenFolder.Create(Path.GetDirectoryName(folder)!);
        account.CreateFolder(draft);
        var result = await Command.RunAsync(
            [.. account.Prefix, Program("initdb"), "-D", draft, "-U", Superuser, "--auth=reject", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
            "",
            s_initLimit,
            cancellationToken);
        Check("initdb", result);
        Directory.Move(draft, folder);
    }

    /// <summary>Single-user mode needs no password, so a changed secret takes effect whatever the old one was.</summary>
    private async Task ApplyPasswordAsync(string password, CancellationToken cancellationToken)
    {
        var statement = $"ALTER ROLE {Superuser} WITH PASSWORD '{ScramVerifier.Create(password)}';\n";
        var result = await Command.RunAsync(
            [.. account.Prefix, Program("postgres"), "--single", "-D", folder, "-c", "log_checkpoints=off", "postgres"], statement, s_recoveryLimit, cancellationToken);
        Check("postgres --single", result);
        if (result.Errors.Contains("ERROR:", StringComparison.Ordinal))
        {
            throw new PostgresClusterException("The superuser's password could not be set: the server refused the statement.");
        }
    }

    private void RefuseSecondServer()
    {
        var file = Path.Combine(folder, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return;
        }

        if (ProcessTable.NameOf(id) == "postgres")
        {
            throw new PostgresClusterException(string.Create(
                CultureInfo.InvariantCulture, $"A PostgreSQL server from an earlier run still uses {folder} (pid {id}); end it with: kill -INT {id}"));
        }

        // The machine went down with it, and another program may have that number by now.
        File.Delete(file);
    }

    private string Program(string name) => Path.Combine(programs, name);

    private static void Check(string what, CommandResult result)
    {
        if (!result.Succeeded)
        {
            throw new PostgresClusterException($"{what} failed with exit code {result.ExitCode.ToString(CultureInfo.InvariantCulture)}: {result.Errors.Trim()}");
        }
    }
}
