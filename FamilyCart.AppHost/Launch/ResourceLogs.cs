using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Launch;

/// <summary>What the resources of a run write: into files, to the terminal, and its end where one of them is to blame.</summary>
internal sealed class ResourceLogs(
    LaunchOptions options, DistributedApplication application, IReadOnlyList<IResource> resources, LaunchConsole console, TimeProvider time)
{
    private const int TailLines = 15;

    /// <summary>Follows the logs as the options say, until the run is over.</summary>
    /// <exception cref="IOException">A log file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A log file may not be written.</exception>
    public async Task FollowAsync(IReadOnlyList<string> names, CancellationToken over)
    {
        var showing = options.Logs ? Task.WhenAll(names.Select(name => LogFollower.ShowAsync(Of(name), name, console, over))) : Task.CompletedTask;
        if (options.LogDirectory is { } folder)
        {
            Directory.CreateDirectory(folder);
            await Task.WhenAll(names.Select(name => LogFile.WriteAsync(Of(name), Path.Combine(folder, $"{name}.log"), over)));
        }

        await showing;
    }

    /// <summary>Waits for <see cref="FollowAsync"/> to end.</summary>
    /// <returns>What kept it from writing everything; null when nothing did.</returns>
    public async Task<Fault?> FaultOfAsync(Task following)
    {
        try
        {
            await following;
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Fault(ExitCode.BadConfiguration, $"Log files below {options.LogDirectory} (Launch:LogDirectory) are incomplete: {exception.Message}");
        }
    }

    /// <summary>Shows the last lines of each of these resources.</summary>
    public async Task ShowEndsAsync(IReadOnlyList<string> names, CancellationToken interruption)
    {
        var ends = await Task.WhenAll(names.Select(name => LogTail.ReadAsync(Of(name), TailLines, time, interruption)));
        foreach (var (name, lines) in names.Zip(ends))
        {
            console.LogLines(name, lines);
        }
    }

    private IAsyncEnumerable<IReadOnlyList<LogLine>> Of(string name) =>
        application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resources.First(resource => resource.Name == name));
}
