using System.Security.Cryptography;
using FamilyCart.Testing.Processes;

namespace FamilyCart.Testing;

/// <summary>
/// A throw-away real redis-server on 127.0.0.1 with a password and without persistence. It ends with the test process,
/// whatever ends that.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly string _folder = TemporaryFolder.Create();
    private ServerProcess? _process;

    private RedisServer()
    {
    }

    /// <summary>The TCP port, 1024-65535.</summary>
    public int Port { get; private set; }

    /// <summary>The password that every client must give.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(32);

    /// <summary>Connection string in the form of StackExchange.Redis, with password.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},password={Password}";

    /// <summary>Starts a server and returns once it accepts connections: about 50 ms.</summary>
    /// <exception cref="InvalidOperationException">Redis is not installed (the message says what to install) or did not start.</exception>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var server = new RedisServer();
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

    /// <summary>Stops the server; whatever it held is gone.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(ServerProcess.Terminate);
            _process = null;
        }
    }

    /// <summary>Starts the stopped server again, empty, on the same port with the same password.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync();
        var redis = Executable.Find("redis-server", "redis-server");
        var configuration = Path.Combine(_folder, "redis.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"""
             bind 127.0.0.1
             port {Port}
             requirepass {Password}
             dir {_folder}
             save ""
             appendonly no

             """,
            cancellationToken);
        _process = await ServerProcess.StartAsync([redis, configuration], [], "KILL", "Ready to accept connections", cancellationToken);
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        TemporaryFolder.Remove(_folder);
    }
}
