namespace DrillBench;

/// <summary>A few users, without whom no share of errors means anything.</summary>
internal static class Traffic
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(Uri door, CancellationToken over)
    {
        using var client = new HttpClient { BaseAddress = door, Timeout = TimeSpan.FromSeconds(5) };
        using var timer = new PeriodicTimer(s_pause);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(over);
                using var answer = await client.GetAsync("/api/v1/ai/status", over);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // That is what the drill is about.
            }
        }
    }
}
