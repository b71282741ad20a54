using System.Diagnostics;
using System.Reflection;
using FamilyCart.Testing.Processes;

namespace FamilyCart.Testing;

/// <summary>A service of the solution as a process of its own: what its tests cannot see from inside, such as exit codes.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan _runLimit = TimeSpan.FromSeconds(60);

    private readonly ServerProcess _process;
    private bool _ended;

    private ServiceProcess(ServerProcess process) => _process = process;

    /// <summary>The operating system's number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the service and returns once it says that it has started, 60 s at most.</summary>
    /// <param name="service">The service's assembly.</param>
    /// <param name="environment">Variables for it, besides those of the test process.</param>
    /// <param name="arguments">Of its command line.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">It ended or stayed silent; the message has its last lines.</exception>
    public static async Task<ServiceProcess> StartAsync(
        Assembly service, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string>? arguments = null, CancellationToken cancellationToken = default)
    {
        string[] command = [Dotnet, service.Location, .. arguments ?? []];
        return new ServiceProcess(
            await ServerProcess.StartAsync(command, [], "KILL", "Application started", cancellationToken, environment));
    }

    /// <summary>Runs the service with arguments until it ends by itself, 60 s at most.</summary>
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

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
