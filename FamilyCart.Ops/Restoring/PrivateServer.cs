using System.Diagnostics;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Restoring;

/// <summary>
/// A restored server that nobody else can reach: it has one socket, in a folder that only its account may enter, and archives nothing.
/// It ends with this program, whatever ends that.
/// </summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const string Trust = "local all all trust\n";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly string _socketFolder;
    private readonly ToolAccount _account;
    private readonly Process _process;

    private PrivateServer(string socketFolder, ToolAccount account, IReadOnlyList<string> command, LogTail log)
    {
        _socketFolder = socketFolder;
        _account = account;
        _process = ToolProcess.Start(command, environment: null, log.Add);
    }

    /// <summary>The folder of its socket, which clients take for a host; the port is PostgreSQL's own.</summary>
    public string Host => _socketFolder;

    /// <summary>Starts it and returns once it has replayed its log and answers.</summary>
    /// <param name="settings">Programs and account.</param>
    /// <param name="dataFolder">Absolute; nobody else's.</param>
    /// <param name="isDurable">Whether its data are to outlive a power cut; a drill's need not.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The server, or the words with which it refused.</returns>
    public static async Task<(PrivateServer? Server, string? Fault)> StartAsync(
        BackupSettings settings, string dataFolder, bool isDurable, CancellationToken cancellationToken)
    {
        // A socket's path has 107 bytes at most, so it is not below the data.
        var account = ToolAccount.For(settings.Account);
        var socketFolder = Directory.CreateTempSubdirectory("familycart-ops-").FullName;
        var access = Path.Combine(socketFolder, "pg_hba.conf");
        PrivateFiles.Write(access, Trust, account);
        account.Own(socketFolder);
        string[] options =
        [
            "listen_addresses=", $"unix_socket_directories={socketFolder}", "port=5432", $"hba_file={access}", "archive_mode=off",
            "hot_standby=off", "ssl=off", "logging_collector=off", "log_destination=stderr", "lc_messages=C", "shared_buffers=64MB",
            .. isDurable ? [] : (string[])["fsync=off", "full_page_writes=off"],
        ];
        var log = new LogTail();
        string[] command = [Path.Combine(settings.Programs, "postgres"), "-D", dataFolder, .. options.SelectMany(option => new[] { "-c", option })];
        var server = new PrivateServer(socketFolder, account, account.Command(command, diesWithParent: true), log);
        try
        {
            if (await server.AnswersAsync(cancellationToken))
            {
                return (server, null);
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        await server.DisposeAsync();
        return (null, log.Reason);
    }

    /// <summary>A connection of its superuser.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString(database, Superuser));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>How any role logs in; it needs no password.</summary>
    public string ConnectionString(string database, string role) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Database = database,
        Username = role,
        Pooling = false,
        CommandTimeout = 0,
    }.ConnectionString;

    /// <summary>Stops it as after a day's work, so that it is whole without a replay.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            ToolProcess.Run(["kill", "-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(s_patience);
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
        await AccountFolder.RemoveAsync(_socketFolder, _account);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        while (!_process.HasExited)
        {
            try
            {
                await using var connection = await OpenAsync(Superuser, cancellationToken);
                return true;
            }
            catch (NpgsqlException exception) when (exception is not PostgresException || exception.SqlState == PostgresErrorCodes.CannotConnectNow)
            {
                // It still replays.
            }

            await Task.Delay(s_pause, cancellationToken);
        }

        await _process.WaitForExitAsync(cancellationToken);
        return false;
    }
}
