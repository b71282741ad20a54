using System.Globalization;
using System.Net;

namespace GatewayBench.Deployments;

/// <summary>Users who ask one thing after the other, each with a token, from the start until it is disposed.</summary>
internal sealed class UserLoad : IAsyncDisposable
{
    private const int Users = 1_000;

    private readonly CancellationTokenSource _over = new();
    private readonly Task[] _workers;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private readonly Uri _address;
    private readonly TimeSpan _pause;
    private long _sent;
    private long _failed;

    /// <param name="door">The gateway's.</param>
    /// <param name="workers">How many requests at once.</param>
    /// <param name="pause">Of each worker between two requests.</param>
    internal UserLoad(Uri door, int workers, TimeSpan pause)
    {
        (_address, _pause) = (new Uri(door, "/api/v1/load"), pause);
        _workers = [.. Enumerable.Range(0, workers).Select(worker => Task.Run(() => AskAsync(worker * Users / workers)))];
    }

    /// <summary>Answers so far, and those that were not 200.</summary>
    internal (long Answered, long Failed) Seen => (Volatile.Read(ref _sent), Volatile.Read(ref _failed));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_workers);
        _client.Dispose();
        _over.Dispose();
    }

    private async Task AskAsync(int first)
    {
        // Every worker goes round all users, each from elsewhere.
        for (var number = first; !_over.IsCancellationRequested; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _address);
            request.Headers.TryAddWithoutValidation("Authorization", string.Create(CultureInfo.InvariantCulture, $"Bearer user-{number % Users}"));
            try
            {
                using var answer = await _client.SendAsync(request, CancellationToken.None);
                await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref _failed);
                }
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref _failed);
            }

            Interlocked.Increment(ref _sent);
            if (_pause > TimeSpan.Zero)
            {
                await Task.Delay(_pause);
            }
        }
    }
}
