using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Sockets;

/// <summary>
/// Once a minute ends the sockets that nobody told this instance to end: whose token grew too old, whose account was
/// deactivated, who logged out while Redis was away, who is no member any more, who has said nothing for long. An open socket is use of its token.
/// </summary>
internal sealed partial class SocketSweeper(
    SocketHub hub, SocketStore store, TokenSettings tokens, SocketSettings settings, TimeProvider time, ILogger<SocketSweeper> logger) : BackgroundService
{
    /// <summary>Twice within the shortest idle time, so that a socket keeps its token alive.</summary>
    private readonly TimeSpan _interval = TimeSpan.FromMinutes(Math.Min(1, tokens.IdleTimeout.TotalMinutes / 2));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops, and tells its sockets so by itself.
        }
    }

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        hub.EndIdle(time.GetUtcNow() - settings.IdleTimeout);
        var watched = hub.Watched();
        if (watched.Count == 0)
        {
            return;
        }

        try
        {
            foreach (var lost in await store.ReviewAsync(watched, cancellationToken))
            {
                hub.End(lost.ListId, lost.LoginId, lost.IsLiving ? SocketEnd.Forbidden : SocketEnd.Unauthorized);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnchecked(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
        }
    }
}
