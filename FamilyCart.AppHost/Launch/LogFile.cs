namespace FamilyCart.AppHost.Launch;

/// <summary>A resource's log as a file.</summary>
internal static class LogFile
{
    /// <summary>Writes every line as it comes, until the run is over.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> log, string path, CancellationToken over)
    {
        // A name that nobody can foresee and put a link at.
        var draft = $"{path}.{Path.GetRandomFileName()}";
        await using var file = new StreamWriter(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete }) { AutoFlush = true };
        File.Move(draft, path, overwrite: true);
        try
        {
            await foreach (var batch in log.WithCancellation(over))
            {
                foreach (var line in batch)
                {
                    await file.WriteLineAsync(line.Content);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
