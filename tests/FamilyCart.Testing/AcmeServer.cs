using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FamilyCart.Testing.Processes;

namespace FamilyCart.Testing;

/// <summary>
/// A throw-away real ACME server, Let's Encrypt's own small one (pebble), on 127.0.0.1. It takes every name for this machine's, asks
/// each challenge anew, and has a root of its own that nobody else trusts.
/// </summary>
public sealed class AcmeServer : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly string _folder = TemporaryFolder.Create();
    private ServerProcess? _names;
    private ServerProcess? _server;
    private int _managementPort;

    private AcmeServer()
    {
    }

    /// <summary>Where ACME clients begin. Its certificate is the one that it was started with.</summary>
    public Uri Directory { get; private set; } = null!;

    /// <summary>Starts a server and returns once it accepts connections.</summary>
    /// <param name="certificateFile">PEM with which it says that it is localhost.</param>
    /// <param name="keyFile">PEM of its key.</param>
    /// <param name="challengePort">The port of every name at which it looks for answers to HTTP-01 challenges.</param>
    /// <exception cref="InvalidOperationException">Pebble is not installed (the message says what to install) or did not start.</exception>
    public static async Task<AcmeServer> StartAsync(string certificateFile, string keyFile, int challengePort)
    {
        var server = new AcmeServer();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await server.StartProcessesAsync(certificateFile, keyFile, challengePort);
                return server;
            }
            catch (InvalidOperationException exception) when (attempt < Attempts && exception.Message.Contains("address already in use", StringComparison.Ordinal))
            {
                await server.StopAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>The root of what it issues.</summary>
    /// <param name="client">Trusts the server's certificate.</param>
    public async Task<X509Certificate2> RootAsync(HttpClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return X509Certificate2.CreateFromPem(await client.GetStringAsync(new Uri($"https://localhost:{_managementPort}/roots/0")));
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        TemporaryFolder.Remove(_folder);
    }

    private async Task StartProcessesAsync(string certificateFile, string keyFile, int challengePort)
    {
        var (port, namesPort, namesManagementPort) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        _managementPort = FreePort.Next();
        Directory = new Uri($"https://localhost:{port}/dir");
        var configuration = Path.Combine(_folder, "pebble.json");
        await File.WriteAllTextAsync(configuration, JsonSerializer.Serialize(new
        {
            pebble = new
            {
                listenAddress = $"127.0.0.1:{port}",
                managementListenAddress = $"127.0.0.1:{_managementPort}",
                certificate = certificateFile,
                privateKey = keyFile,
                httpPort = challengePort,
                tlsPort = FreePort.Next(),
            },
        }));
        string[] names =
        [
            Executable.Find("pebble-challtestsrv", "pebble"), "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", "",
            "-dns01", Local(namesPort), "-management", Local(namesManagementPort),
        ];
        _names = await ServerProcess.StartAsync(names, [], "KILL", "Starting management server", CancellationToken.None);
        string[] server = [Executable.Find("pebble", "pebble"), "-config", configuration, "-dnsserver", Local(namesPort)];
        var environment = new Dictionary<string, string> { ["PEBBLE_VA_NOSLEEP"] = "1", ["PEBBLE_AUTHZREUSE"] = "0", ["PEBBLE_WFE_NONCEREJECT"] = "0" };
        _server = await ServerProcess.StartAsync(server, [], "KILL", "ACME directory available", CancellationToken.None, environment);
    }

    private async Task StopAsync()
    {
        foreach (var process in new[] { _server, _names })
        {
            if (process is not null)
            {
                await process.StopAsync(ServerProcess.Terminate);
            }
        }

        (_server, _names) = (null, null);
    }

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
