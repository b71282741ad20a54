namespace FamilyCart.ServiceDefaults.Commands;

// Whether a service is well, by its own word.
internal static class HealthQuestion
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <returns>The exit code: done when it answered that it is well.</returns>
    public static async Task<int> AskAsync(Uri address, TextWriter output, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = s_patience };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            await output.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"{address} does not answer.");
            return ExitCode.Failed;
        }
    }
}
