using Bench;

namespace ApiBench;

/// <summary>
/// What an open socket that nothing happens on costs its instance: the difference of private resident memory before and with 5,000 of
/// them, each time once it has settled. Whatever garbage the runtime keeps is counted.
/// </summary>
internal static class IdleBench
{
    private const int Sockets = 5000;
    private const int WarmUp = 200;
    private const int AtOnce = 20;

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        await using var api = await stage.StartApiAsync(cancellationToken);

        // What the first sockets compile and cache is no cost of a socket.
        await CloseAsync(await OpenAsync(api, stage, WarmUp, cancellationToken));
        var before = await api.SettledMemoryAsync(cancellationToken);
        var watchers = await OpenAsync(api, stage, Sockets, cancellationToken);
        var with = await api.SettledMemoryAsync(cancellationToken);
        var open = watchers.Count(watcher => watcher.IsOpen);
        await CloseAsync(watchers);
        if (open != Sockets)
        {
            throw new InvalidOperationException($"Only {open} of {Sockets} sockets stayed open.");
        }

        figures.Set("api.idle_socket", (with - before) / 1e3 / Sockets);
        Figures.Note($"idle: RssAnon and RssShmem {before / 1e6:0} MB before, {with / 1e6:0} MB with {Sockets} sockets");
    }

    private static async Task<IReadOnlyList<ListWatcher>> OpenAsync(ApiInstance api, Stage stage, int count, CancellationToken cancellationToken)
    {
        var watchers = new ListWatcher[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, _) =>
            {
                var member = stage.Seed.Members[index % stage.Seed.Members.Count];
                watchers[index] = await ListWatcher.ConnectAsync(api.Address, member.OwnListId, member.Token, null, cancellationToken);
            });
        return watchers;
    }

    private static async Task CloseAsync(IReadOnlyList<ListWatcher> watchers) =>
        await Parallel.ForEachAsync(watchers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (watcher, _) => watcher.DisposeAsync());
}
