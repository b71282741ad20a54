namespace FamilyCart.AppHost.Launch;

/// <summary>The end of a resource's log.</summary>
internal static class LogTail
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    /// <summary>What has been logged so far, at most the last <paramref name="count"/> lines, oldest first.</summary>
    /// <remarks>A live log never ends, so reading stops when nothing more comes for a second, after two seconds whatever comes, or when cancelled.</remarks>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        IAsyncEnumerable<IReadOnlyList<LogLine>> log, int count, TimeProvider time, CancellationToken cancellationToken)
    {
        var lines = new Queue<string>();
        using var quiet = new CancellationTokenSource(s_quiet, time);
        using var late = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, quiet.Token, late.Token);
        try
        {
            await foreach (var batch in log.WithCancellation(either.Token))
            {
                foreach (var line in batch)
                {
                    lines.Enqueue(line.Content);
                    if (lines.Count > count)
                    {
                        lines.Dequeue();
                    }
                }

                // A log that always has a next line never waits, and so would never see the token.
                either.Token.ThrowIfCancellationRequested();
                quiet.CancelAfter(s_quiet);
            }
        }
        catch (OperationCanceledException)
        {
            // This is all there is, or all there is time for.
        }

        return [.. lines];
    }
}
