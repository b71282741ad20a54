using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using FamilyCart.Testing.Processes;

namespace FamilyCart.Testing;

/// <summary>A service of the solution as a process of its own: what its tests cannot see from inside, such as exit codes.</summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan _runLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _stopLimit = TimeSpan.FromSeconds(120);

    private readonly ServerProcess _process;
    private bool _ended;

    private ServiceProcess(ServerProcess process, Uri? address) => (_process, Address) = (process, address);

    /// <summary>The operating system's number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The first address that it said it listens on, such as the one that it got for port 0; null if it said none.</summary>
    public Uri? Address { get; }

    /// <summary>Starts the service and returns once it says that it has started, 120 s at most.</summary>
    /// <param name="service">The service's assembly.</param>
    /// <param name="environment">Variables for it, besides those of the test process.</param>
    /// <param name="arguments">Of its command line.</param>
    /// <param name="log">Gets every line that it writes.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">It ended or stayed silent; the message has its last lines.</exception>
    public static async Task<ServiceProcess> StartAsync(
        Assembly service,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<string>? arguments = null,
        Action<string>? log = null,
        CancellationToken cancellationToken = default)
    {
        string[] command = [Dotnet, service.Location, .. arguments ?? []];
        Uri? address = null;
        var process = await ServerProcess.StartAsync(command, [], "KILL", "Application started", cancellationToken, environment, Read);
        return new ServiceProcess(process, Volatile.Read(ref address));

        void Read(string line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                Interlocked.CompareExchange(ref address, new Uri(match.Groups["address"].Value), null);
            }

            log?.Invoke(line);
        }
    }

    /// <summary>Runs the service with arguments until it ends by itself, 5 min at most: some take a backup of a server and restore it.</summary>
    /// <returns>Its exit code and everything that it wrote.</returns>
    /// <exception cref="TimeoutException">It did not end, and was killed.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        Assembly service,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken = default)
    {
        var startInfo = new ProcessStartInfo(Dotnet, [service.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in environment)
        {
            startInfo.Environment[key] = value;
        }

        using var process = await ParentThread.StartAsync(startInfo);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).WaitAsync(_runLimit, cancellationToken);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Kills the service without a word, as a crash does, and waits for its end.</summary>
    public Task KillAsync() => EndAsync(ServerProcess.Kill);

    /// <summary>Asks the service to stop and waits for it, 120 s at most; then it is killed.</summary>
    /// <returns>Its exit code; 137 when it had to be killed.</returns>
    public Task<int> StopAsync()
    {
        _ended = true;
        return _process.StopAsync(ServerProcess.Terminate, _stopLimit);
    }

    /// <summary>Asks the service to stop and waits for it, 10 s at most.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(ServerProcess.Terminate);

    private async Task EndAsync(int signal)
    {
        if (!_ended)
        {
            _ended = true;
            await _process.StopAsync(signal);
        }
    }

    [GeneratedRegex(@"Now listening on: (?<address>https?://[^\s""\\]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Listening();

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
