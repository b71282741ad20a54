using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace ApiBench;

/// <summary>Clients that ask one thing after the other without a pause: lists, items, and every fifth time a change of an item.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private const int Clients = 8;
    private const int WritesEvery = 5;

    private readonly CancellationTokenSource _end;
    private readonly Task _clients;
    private long _answers;
    private int _errors;

    internal SteadyLoad(ApiInstance api, Seed seed, CancellationToken cancellationToken)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _clients = Task.WhenAll(seed.Members.Take(Clients).Select(member => AskAsync(api, member, _end.Token)));
    }

    internal int Errors => Volatile.Read(ref _errors);

    /// <summary>Answers a second in a time.</summary>
    internal Task<double> RateAsync(TimeSpan time, CancellationToken cancellationToken) => RateAsync(() => Task.Delay(time, cancellationToken));

    /// <summary>Answers a second while something is done.</summary>
    internal async Task<double> RateAsync(Func<Task> work)
    {
        var (answers, begun) = (Interlocked.Read(ref _answers), Stopwatch.GetTimestamp());
        await work();
        return (Interlocked.Read(ref _answers) - answers) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _clients;
        _end.Dispose();
    }

    private async Task AskAsync(ApiInstance api, Member member, CancellationToken end)
    {
        try
        {
            var items = await SendAsync(api, member, HttpMethod.Get, $"shopping-lists/{member.OwnListId}/items", null, end);
            var item = items[0].GetProperty("id").GetInt32();
            for (var round = 1; ; round++)
            {
                await (round % WritesEvery == 0 ? SendAsync(api, member, HttpMethod.Put, $"items/{item}", new { quantity = $"{round}" }, end)
                    : round % 2 == 0 ? SendAsync(api, member, HttpMethod.Get, "shopping-lists/", null, end)
                    : SendAsync(api, member, HttpMethod.Get, $"shopping-lists/{member.OwnListId}/items", null, end));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private async Task<JsonElement> SendAsync(ApiInstance api, Member member, HttpMethod method, string path, object? body, CancellationToken end)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}")
        {
            Headers = { Authorization = new("Bearer", member.Token) },
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await api.Client.SendAsync(request, end);
        if (!answer.IsSuccessStatusCode)
        {
            Interlocked.Increment(ref _errors);
            throw new InvalidOperationException($"{method} {path}: {answer.StatusCode}");
        }

        Interlocked.Increment(ref _answers);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(end);
    }
}
