namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>Users who ask one thing after the other until they are told to stop, and forget no answer.</summary>
internal sealed class SteadyRequests : IAsyncDisposable
{
    private const int Users = 2;

    // Together below what the gateway lets one client ask, which is ten a second.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _failures = [];
    private readonly Task _users;
    private int _answers;

    /// <param name="client">Asks, with as many connections as there are users.</param>
    /// <param name="path">What it asks for.</param>
    public SteadyRequests(HttpClient client, string path) => _users = Task.WhenAll(Enumerable.Range(0, Users).Select(_ => AskAsync(client, path)));

    /// <summary>Answers of success so far.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Ends them, each after its answer.</summary>
    /// <returns>What was not an answer of success.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await _users;
        return _failures;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task AskAsync(HttpClient client, string path)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Not cancelled: whoever has asked is to be answered.
                using var answer = await client.GetAsync(path, CancellationToken.None);
                if (answer.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref _answers);
                }
                else
                {
                    Fail($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                Fail(exception.Message);
            }

            await Task.Delay(s_pause, CancellationToken.None);
        }
    }

    private void Fail(string failure)
    {
        lock (_failures)
        {
            _failures.Add(failure);
        }
    }
}
