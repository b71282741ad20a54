namespace Aspire.Hosting.Dcp;

/// <summary>Starts the orchestrator. It ends by itself when this process does, and takes all it started with it.</summary>
internal sealed partial class DcpHost(DcpPaths paths, ILogger<DcpHost> logger)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    // What describes the AppHost itself must not describe what it starts.
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE"];

    /// <returns>How to reach it.</returns>
    /// <exception cref="DistributedApplicationException">It did not start.</exception>
    public async Task<Kubeconfig> StartAsync(CancellationToken cancellationToken)
    {
        var session = Directory.CreateTempSubdirectory("aspire-dcp").FullName;
        var kubeconfig = Path.Combine(session, "kubeconfig");
        var start = new ProcessStartInfo(paths.Dcp)
        {
            WorkingDirectory = session,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "start-apiserver", "--monitor", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), "--detach", "--kubeconfig", kubeconfig }
        };
        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DCP_SESSION_FOLDER"] = session;
        using var process = Process.Start(start) ?? throw new DistributedApplicationException($"The orchestrator '{paths.Dcp}' could not be started.");

        // Detached, it keeps the pipes open: they are read for as long as this process lives.
        var errors = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        LogStarted(paths.Dcp, session);
        return await ReadAsync(kubeconfig, errors, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Kubeconfig> ReadAsync(string path, ConcurrentQueue<string> errors, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (File.Exists(path) && Kubeconfig.TryParse(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)) is { } found)
            {
                return found;
            }

            if (clock.Elapsed > StartLimit)
            {
                throw new DistributedApplicationException(
                    $"The orchestrator did not start within {StartLimit.TotalSeconds} s. It said: {string.Join(Environment.NewLine, errors.TakeLast(10))}");
            }

            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(10, LogLevel.Debug, "Started the orchestrator {Path} with session folder {Folder}.")]
    private partial void LogStarted(string path, string folder);
}
