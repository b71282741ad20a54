using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using ApiBench;

namespace GatewayBench.Sockets;

/// <summary>Changes one list after the other through the gateway, 50 times a second, until it is told to stop.</summary>
internal sealed class ListWriter(HttpMessageInvoker invoker, Uri door, IReadOnlyList<Member> members)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(20);

    /// <summary>The last number of each list that was changed.</summary>
    internal ConcurrentDictionary<int, long> Sequences { get; } = new();

    internal int Changes { get; private set; }

    /// <summary>Writes until it is cancelled; a change that was begun is finished.</summary>
    /// <exception cref="InvalidOperationException">A change was not made.</exception>
    internal async Task WriteAsync(CancellationToken stop)
    {
        for (; !stop.IsCancellationRequested; Changes++)
        {
            var next = Task.Delay(_interval, stop);
            var member = members[Changes / 2 % members.Count];
            await ChangeAsync(Changes % 2 == 0 ? member.OwnListId : member.FamilyListId, member.Token);
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ChangeAsync(int listId, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(door, string.Create(CultureInfo.InvariantCulture, $"/api/v1/shopping-lists/{listId}/items")))
        {
            Headers = { Authorization = new("Bearer", token) },
            Content = JsonContent.Create(new { name = $"Change {Changes}" }),
        };
        using var answer = await invoker.SendAsync(request, CancellationToken.None);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"A change was answered with {(int)answer.StatusCode}.");
        }

        Sequences[listId] = long.Parse(answer.Headers.GetValues("List-Sequence").Single(), CultureInfo.InvariantCulture);
    }
}
