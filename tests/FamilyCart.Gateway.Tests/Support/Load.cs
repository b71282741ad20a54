using System.Collections.Concurrent;
using System.Net;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>A few clients that ask one question after another, until they are stopped.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Clients = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _clients;
    private int _served;

    private Load(HttpClient client) => _clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => AskAsync(client)));

    public ConcurrentQueue<string> Failures { get; } = new();

    public int Served => Volatile.Read(ref _served);

    public static Load Start(HttpClient client) => new(client);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _clients;
        _stop.Dispose();
    }

    private async Task AskAsync(HttpClient client)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync("/api/load");
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    Failures.Enqueue(answer.StatusCode.ToString());
                }

                Interlocked.Increment(ref _served);
            }
            catch (HttpRequestException exception)
            {
                Failures.Enqueue(exception.Message);
            }
        }
    }
}
