using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Bench;

namespace ApiBench;

/// <summary>100 sockets on one list, half at each of two instances; 200 changes, 20 a second, alternately at both.</summary>
internal static class FanoutBench
{
    private const int Sockets = 100;
    private const int WarmUp = 40;
    private const int Changes = 200;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1) / 20;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        await using var blue = await stage.StartApiAsync(cancellationToken);
        await using var green = await stage.StartApiAsync(cancellationToken);
        ApiInstance[] instances = [blue, green];
        var family = stage.Seed.Members.Take(5).ToList();
        var listId = family[0].FamilyListId;
        var heard = new ConcurrentDictionary<long, Receipts>();
        var watchers = new List<ListWatcher>();
        try
        {
            for (var index = 0; index < Sockets; index++)
            {
                watchers.Add(await ListWatcher.ConnectAsync(
                    instances[index % 2].Address,
                    listId,
                    family[index / 2 % family.Count].Token,
                    sequence => heard.GetOrAdd(sequence, _ => new Receipts()).Add(Stopwatch.GetTimestamp()),
                    cancellationToken));
            }

            var changes = new List<Change>();
            for (var index = 0; index < WarmUp + Changes; index++)
            {
                var next = Task.Delay(_interval, cancellationToken);
                changes.Add(await ChangeAsync(instances[index % 2], listId, family[0].Token, index, cancellationToken));
                await next;
            }

            await ReportAsync(figures, [.. changes.Skip(WarmUp)], heard, cancellationToken);
        }
        finally
        {
            foreach (var watcher in watchers)
            {
                await watcher.DisposeAsync();
            }
        }
    }

    private static async Task ReportAsync(
        Figures figures, IReadOnlyList<Change> changes, ConcurrentDictionary<long, Receipts> heard, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.GetTimestamp();
        while (changes.Any(change => !IsWhole(change)) && Stopwatch.GetElapsedTime(waited) < _patience)
        {
            await Task.Delay(_interval, cancellationToken);
        }

        var missing = changes.Count(change => !IsWhole(change));
        if (missing > 0)
        {
            throw new InvalidOperationException($"{missing} of {changes.Count} changes did not reach all {Sockets} sockets, or reached one twice.");
        }

        // A receipt may come before the answer to the change; then there was nothing to wait for.
        var afterAnswer = changes.Select(change => Math.Max(0, Milliseconds(change.Answered, heard[change.Sequence].Last))).ToList();
        var afterSending = changes.Select(change => Milliseconds(change.Sent, heard[change.Sequence].Last)).ToList();
        figures.Set("api.fanout_p99", Numbers.Percentile(afterAnswer, 99));
        Figures.Note($"fanout: from the answer to the last of {Sockets} sockets p50 {Numbers.Percentile(afterAnswer, 50):0.0} ms, p99 {Numbers.Percentile(afterAnswer, 99):0.0} ms");
        Figures.Note($"fanout: from sending the change to the last of {Sockets} sockets p50 {Numbers.Percentile(afterSending, 50):0.0} ms, p99 {Numbers.Percentile(afterSending, 99):0.0} ms");

        bool IsWhole(Change change) => heard.TryGetValue(change.Sequence, out var receipts) && receipts.Count == Sockets;
    }

    private static async Task<Change> ChangeAsync(ApiInstance api, int listId, string token, int index, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/shopping-lists/{listId}/items")
        {
            Headers = { Authorization = new("Bearer", token) },
            Content = JsonContent.Create(new { name = $"Change {index}" }),
        };
        var sent = Stopwatch.GetTimestamp();
        using var answer = await api.Client.SendAsync(request, cancellationToken);
        var answered = Stopwatch.GetTimestamp();
        answer.EnsureSuccessStatusCode();
        return new Change(long.Parse(answer.Headers.GetValues("List-Sequence").Single(), CultureInfo.InvariantCulture), sent, answered);
    }

    private static double Milliseconds(long from, long to) => (to - from) * 1000.0 / Stopwatch.Frequency;

    private sealed record Change(long Sequence, long Sent, long Answered);

    private sealed class Receipts
    {
        private readonly Lock _lock = new();

        internal int Count { get; private set; }

        internal long Last { get; private set; }

        internal void Add(long at)
        {
            lock (_lock)
            {
                Count++;
                Last = Math.Max(Last, at);
            }
        }
    }
}
