using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Health;

/// <summary>Compares what the fleet believes of its runners with what GitHub says, while this instance leads. Unchanged answers cost nothing.</summary>
internal sealed partial class RegistrationCheck(
    IGitHub github, IFleetStore store, FleetView view, HealthCheckSettings settings, TimeProvider time, ILogger<RegistrationCheck> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (view.Current is { Leader: { } leader } picture)
                {
                    await CheckAsync(picture.Fleet, leader, stoppingToken);
                }
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(settings.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Compares once.</summary>
    internal async Task CheckAsync(FleetSnapshot fleet, Lease leader, CancellationToken cancellationToken)
    {
        foreach (var scope in fleet.Pools.GroupBy(pool => pool.Scope))
        {
            var pools = scope.Select(pool => pool.Name).ToHashSet(StringComparer.Ordinal);
            var runners = fleet.Runners.Where(runner => pools.Contains(runner.Pool) && PhantomRules.Counts(runner)).ToList();
            if (runners.Count > 0)
            {
                await CheckAsync(scope.Key, runners, leader, cancellationToken);
            }
        }
    }

    private async Task CheckAsync(GitHubScope scope, List<FleetRunner> runners, Lease leader, CancellationToken cancellationToken)
    {
        var answer = await github.RunnersAsync(scope, cancellationToken);
        if (!answer.Try(out var registrations, out var error))
        {
            // What GitHub does not say is held against nobody.
            LogNotAsked(scope.Name, error.Fault, error.Detail);
            return;
        }

        var phantoms = PhantomRules.Of(runners, registrations);
        // Who was and is no phantom needs no word; of who still is one it is noted that GitHub said so again.
        var told = runners.Where(runner => phantoms.Contains(runner.Id) || runner.PhantomSince is not null).ToList();
        if (told.Count > 0)
        {
            await store.MarkAsync(RunnerDoubt.Phantom, [.. told.Select(runner => runner.Id)], [.. phantoms], leader, cancellationToken);
        }

        foreach (var runner in told.Where(runner => phantoms.Contains(runner.Id) == runner.PhantomSince is null))
        {
            LogChanged(runner.Name, runner.PhantomSince is null ? "has no session at GitHub, although it listens" : "has its session at GitHub again");
        }
    }

    [LoggerMessage(3331, LogLevel.Warning, "{Runner} {What}.")]
    private partial void LogChanged(string runner, string what);

    [LoggerMessage(3332, LogLevel.Warning, "The runners of {Scope} could not be asked for ({Fault}): {Detail}")]
    private partial void LogNotAsked(string scope, GitHubFault fault, string detail);

    [LoggerMessage(3333, LogLevel.Warning, "Runners are compared with GitHub later, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);
}
