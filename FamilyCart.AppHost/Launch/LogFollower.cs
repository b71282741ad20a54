namespace FamilyCart.AppHost.Launch;

/// <summary>A resource's log on the terminal.</summary>
internal static class LogFollower
{
    /// <summary>Shows every line as it comes, until the run is over.</summary>
    public static async Task ShowAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> log, string resource, LaunchConsole console, CancellationToken over)
    {
        try
        {
            await foreach (var batch in log.WithCancellation(over))
            {
                foreach (var line in batch)
                {
                    console.LogLine(resource, line.Content);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
