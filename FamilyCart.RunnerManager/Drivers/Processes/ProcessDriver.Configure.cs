using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FamilyCart.RunnerManager.Distributions;

namespace FamilyCart.RunnerManager.Drivers.Processes;

// The runner's own configuration: it registers a runner that stays, in a place of its own that no job ever sees.
internal sealed partial class ProcessDriver
{
    // The runner takes each of its options from such a variable as well, where no list of processes shows it.
    private const string TokenVariable = "ACTIONS_RUNNER_INPUT_TOKEN";
    private const string Configuring = ".configuration";
    private const int LongestComplaint = 300;

    private static readonly string[] s_registration = [".runner", ".credentials", ".credentials_rsaparams"];

    // By their places, whose names begin with a dot as no runner's does.
    private readonly ConcurrentDictionary<string, byte> _configuring = new(StringComparer.Ordinal);

    private static readonly TimeSpan s_configuration = TimeSpan.FromSeconds(25);

    /// <summary>Runs the configuration once. What it started is ended and its place removed when this returns.</summary>
    /// <param name="name">Of the registration.</param>
    /// <param name="arguments">Its options, none of them secret.</param>
    /// <param name="token">Its token, which it gets by its environment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The registration's files by name, or one sentence that says why there are none.</returns>
    public async Task<(IReadOnlyDictionary<string, byte[]>? Files, string? Obstacle)> ConfigureAsync(
        string name, IReadOnlyList<string> arguments, string token, CancellationToken cancellationToken)
    {
        var place = $".{Path.GetFileName(name)}{Configuring}";
        if (!_configuring.TryAdd(place, 0))
        {
            return (null, "The runner is being configured.");
        }

        try
        {
            await RemoveAsync(place, cancellationToken);
            await SweepConfigurationsAsync(cancellationToken);
            return await ConfigureAsync(Folder(place), arguments, token, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return (null, $"The runner could not be configured: {exception.Message}");
        }
        finally
        {
            try
            {
                await RemoveAsync(place, CancellationToken.None);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
            {
                // The next sweep tries again; the registration was made or not all the same.
                LogConfigurationLeft(place, exception.GetType().Name);
            }
            finally
            {
                _configuring.TryRemove(place, out _);
            }
        }
    }

    /// <summary>Removes what a manager left that ended in the middle of a configuration.</summary>
    public async Task SweepConfigurationsAsync(CancellationToken cancellationToken)
    {
        foreach (var place in Configurations())
        {
            // Nobody begins it anew meanwhile.
            if (!_configuring.TryAdd(place, 0))
            {
                continue;
            }

            try
            {
                await RemoveAsync(place, cancellationToken);
            }
            finally
            {
                _configuring.TryRemove(place, out _);
            }
        }
    }

    private IEnumerable<string> Configurations() =>
        Directory.Exists(settings.Folder) ? Directory.GetDirectories(settings.Folder, $".*{Configuring}").Select(path => Path.GetFileName(path)) : [];

    private async Task<(IReadOnlyDictionary<string, byte[]>? Files, string? Obstacle)> ConfigureAsync(
        RunnerFolder folder, IReadOnlyList<string> arguments, string token, CancellationToken cancellationToken)
    {
        if (DistributionStore.Prepare(settings) is not { } distribution)
        {
            return (null, NoDistribution);
        }

        folder.Create(distribution, shared: Environment.IsPrivilegedProcess, new Dictionary<string, byte[]>());
        var user = Tool.Unprivileged;
        if (Environment.IsPrivilegedProcess)
        {
            var id = TakeUserId(folder);
            folder.GiveTo(id, []);
            user = Tool.AsUser(id.ToString(CultureInfo.InvariantCulture));
        }

        var start = Tool.Command(["setsid", "--wait", .. PrivatePlaces.Possible ? PrivatePlaces.For(folder) : [], .. user, folder.Listener, "configure", .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput, start.WorkingDirectory) = (true, true, true, folder.Root);
        GiveHome(start, folder);
        start.Environment[TokenVariable] = token;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_configuration);
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token) + await errors;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? (s_registration.ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(folder.Root, file)), StringComparer.Ordinal), null)
                : (null, $"The runner's configuration ended with {process.ExitCode}: {LastLine(output).Replace(token, "***", StringComparison.Ordinal)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "The runner's configuration did not end in time.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string LastLine(string output)
    {
        var line = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : "it said nothing.";
        return line.Length > LongestComplaint ? line[..LongestComplaint] : line;
    }
}
