using FamilyCart.Testing.Processes;
using Npgsql;

namespace FamilyCart.Testing;

/// <summary>
/// A throw-away real PostgreSQL (15 where installed) on 127.0.0.1: TCP only, scram passwords, its own temporary folder,
/// without fsync: what it has committed outlives its crash, but not the machine's. It ends with the test process, whatever ends that.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly PostgresTemplate _template;
    private readonly string _folder;
    private readonly string _password;
    private readonly PostgresServerOptions? _options;
    private ServerProcess? _process;

    private PostgresServer(PostgresTemplate template, string folder, string password, PostgresServerOptions? options)
    {
        _template = template;
        _folder = folder;
        _password = password;
        _options = options;
    }

    /// <summary>The TCP port, 1024-65535.</summary>
    public int Port { get; private set; }

    /// <summary>The server's data folder; its user owns it.</summary>
    public string Folder => _folder;

    /// <summary>The folder of the server's programs.</summary>
    public string Programs => _template.BinaryFolder;

    /// <summary>Npgsql connection string of the superuser, without pooling.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Password = _password,
        Database = "postgres",
        Pooling = false,
    }.ConnectionString;

    /// <summary>Starts a server and returns once it accepts connections: about 1 s, a few more on the first run of a machine.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed (the message says what to install) or did not start.</exception>
    public static Task<PostgresServer> StartAsync(CancellationToken cancellationToken = default) => StartAsync(null, cancellationToken);

    /// <summary>The same with the settings of a real server instead of those for tests: it is as durable and as large as they say.</summary>
    /// <param name="options">The settings; null for those of tests.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed (the message says what to install) or did not start.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options, CancellationToken cancellationToken = default)
    {
        var template = await PostgresTemplate.GetAsync(cancellationToken);
        var folder = TemporaryFolder.Name();
        var server = new PostgresServer(template, folder, await template.CopyToAsync(folder, cancellationToken), options);
        if (options is not null)
        {
            // The cluster's own file: what it includes would have to be readable for the server's user.
            await File.AppendAllTextAsync(Path.Combine(folder, "postgresql.conf"), options.Configuration, cancellationToken);
            await template.ResizeSegmentsAsync(folder, options.SegmentMegabytes, cancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            server.Port = FreePort.Next();
            try
            {
                await server.RestartAsync(cancellationToken);
                return server;
            }
            catch (InvalidOperationException exception) when (attempt < Attempts && ServerProcess.IsPortTaken(exception))
            {
                // Somebody took the port in between: the next one, then.
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>
    /// Makes a fresh database (an older one of that name is dropped) with the role pair NAME_owner, which owns it, and NAME,
    /// which may only read and write the rows of the tables that NAME_owner makes in schema public.
    /// </summary>
    /// <param name="name">Database and role name, at most 57 characters.</param>
    /// <param name="cancellationToken">Stops the work between two statements.</param>
    public Task<PostgresDatabase> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        PostgresProvisioning.CreateAsync(ConnectionString, name, cancellationToken);

    /// <summary>
    /// Copies a database, which is many times quicker than to make its schema again. The copy belongs to the same role pair. Whoever
    /// is connected to the template loses the connection.
    /// </summary>
    /// <param name="template">What to copy.</param>
    /// <param name="name">The new database, at most 57 characters; an older one of that name is dropped.</param>
    /// <param name="cancellationToken">Stops the work between two statements.</param>
    public Task<PostgresDatabase> CopyDatabaseAsync(PostgresDatabase template, string name, CancellationToken cancellationToken = default) =>
        PostgresProvisioning.CopyAsync(ConnectionString, template, name, cancellationToken);

    /// <summary>Drops a database, if it is there, with whoever is connected to it. Its roles stay.</summary>
    /// <param name="database">What to drop.</param>
    /// <param name="cancellationToken">Stops the work between two statements.</param>
    public Task DropDatabaseAsync(PostgresDatabase database, CancellationToken cancellationToken = default) =>
        PostgresProvisioning.DropAsync(ConnectionString, database.Name, cancellationToken);

    /// <summary>Stops the server at once, as a crash would; its data stay for <see cref="RestartAsync"/>.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(ServerProcess.Quit);
            _process = null;
        }
    }

    /// <summary>Kills the server without a word, as the kernel does when memory runs out, and returns once none of its processes is left.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            var all = ProcessTree.Below(_process.Id);
            await _process.StopAsync(ServerProcess.Kill);
            _process = null;
            await ProcessTree.UntilGoneAsync(all);
        }
    }

    /// <summary>Starts the stopped server again on the same port with the same data.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync();
        string[] settings =
        [
            $"port={Port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "lc_messages=C",
            "dynamic_shared_memory_type=mmap", "logging_collector=off", "log_destination=stderr",
            .. _options is null ? ["fsync=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=400"] : Array.Empty<string>(),
        ];
        string[] command =
        [
            Path.Combine(_template.BinaryFolder, "postgres"), "-D", _folder, .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];

        // An immediate shutdown, unlike KILL, gives back the shared memory.
        _process = await ServerProcess.StartAsync(
            command, ServerUser.Options, "QUIT", "ready to accept connections", cancellationToken, log: _options?.Log);
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        TemporaryFolder.Remove(_folder);
    }
}
