using System.Diagnostics.CodeAnalysis;
using ApiBench;
using Bench;
using GatewayBench.Proxies;

namespace GatewayBench.Sockets;

/// <summary>
/// 1,000 sockets of 50 people over TLS while one slot of the real API takes over from the other, which asks its sockets to connect again
/// over 10 s. Lists change 50 times a second all the while; afterwards every socket must have heard of every change once.
/// </summary>
internal static class SocketBench
{
    private const int Sockets = 1_000;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    internal static async Task RunAsync(Place place, PeakMemory memory, Figures figures, CancellationToken cancellationToken)
    {
        using var folder = new BenchFolder();
        var certificate = await CertificateFiles.MakeAsync(folder.Path, cancellationToken);
        await using var stage = await Stage.StartAsync(
            place.Results,
            await File.ReadAllTextAsync(place.PostgresConfiguration, cancellationToken),
            cancellationToken,
            new Dictionary<string, string> { ["Operators__gateway__Token"] = Administrator.SlotToken, ["Operators__gateway__Role"] = "gateway" });
        await using var blue = await stage.StartApiAsync(cancellationToken);
        await using var green = await stage.StartApiAsync(cancellationToken);
        await using var gateway = await GatewayProxy.StartAsync(folder.Path, [blue.Address, green.Address], certificate, [], cancellationToken);
        using var handler = Handler();
        using var invoker = new HttpMessageInvoker(handler);
        var members = stage.Seed.Members;
        var writer = new ListWriter(invoker, gateway.Secure, members);
        ResumingSocket[] sockets = [.. Enumerable.Range(0, Sockets).Select(number => Watch(number / 2 % members.Count, number % 2))];
        await memory.WatchAsync("sockets", gateway, MeasureAsync(sockets, writer, gateway.Administrator, cancellationToken), cancellationToken);

        double[] reconnects = [.. sockets.SelectMany(socket => socket.Reconnects)];
        Figures.Note($"sockets: {writer.Changes} changes; {reconnects.Length} sockets connected again, p50 {Numbers.Median(reconnects):0.000} s; ended with {string.Join(", ", sockets.SelectMany(socket => socket.Ends).CountBy(status => status))}");
        figures.Set("gateway.socket_events_lost", sockets.Sum(socket => socket.Lost + Math.Max(0, writer.Sequences.GetValueOrDefault(socket.ListId) - socket.Last)));
        figures.Set("gateway.socket_events_doubled", sockets.Sum(socket => socket.Doubled));
        figures.Set("gateway.socket_reconnect_p99", Numbers.Percentile(reconnects, 99));
        if (sockets.Count(socket => socket.Reconnects.Count == 0) is > 0 and var gone)
        {
            throw new InvalidOperationException($"{gone} of {Sockets} sockets did not connect again.");
        }

        ResumingSocket Watch(int member, int list) =>
            new(invoker, gateway.Secure, list == 0 ? members[member].OwnListId : members[member].FamilyListId, members[member].Token);
    }

    private static async Task MeasureAsync(ResumingSocket[] sockets, ListWriter writer, Administrator administrator, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = sockets.Select(socket => socket.WatchAsync(over.Token)).ToArray();
        try
        {
            await Task.WhenAll(sockets.Select(socket => socket.Greeted)).WaitAsync(_patience, cancellationToken);
            var writing = writer.WriteAsync(written.Token);
            await administrator.DeployAsync("green", "switch", cancellationToken);
            await administrator.UntilAsync("promoted", cancellationToken);
            await administrator.CompleteAsync(cancellationToken);
            await administrator.UntilAsync("idle", cancellationToken);
            await written.CancelAsync();
            await writing;
            await UntilHeardAsync(sockets, writer, cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(watching);
        }
    }

    private static async Task UntilHeardAsync(ResumingSocket[] sockets, ListWriter writer, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        for (var begun = time.GetTimestamp();
            time.GetElapsedTime(begun) < _patience && sockets.Any(socket => socket.Last < writer.Sequences.GetValueOrDefault(socket.ListId));)
        {
            await Task.Delay(_pause, cancellationToken);
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "The certificate was made a moment ago, for this bench.")]
    private static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };
}
