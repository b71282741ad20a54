using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Registrations;

/// <summary>
/// Ends what GitHub knows of the runners of a host that has been silent for long, in the host's place. The folder is left: the host
/// removes it when it returns, since it then belongs to no runner.
/// </summary>
internal sealed partial class LostRunners(IGitHub github, IFleetStore store, PoolSource pools, RegistrationSettings settings, ILogger<LostRunners> logger)
{
    private const int MostAtOnce = 20;

    /// <summary>Looks once.</summary>
    /// <param name="leader">The leader's lease.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be used.</exception>
    public async Task EndAsync(Lease leader, CancellationToken cancellationToken)
    {
        var fleet = await store.LoadAsync(pools.Current, cancellationToken);
        var hosts = fleet.Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);
        foreach (var runner in fleet.Runners.Where(runner => runner.State == RunnerState.Lost && IsSilent(runner.Host)).Take(MostAtOnce))
        {
            if (await IsUnregisteredAsync(runner, cancellationToken)
                && await store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Lost, RunnerState.Gone, Reason: "its host is gone"), leader, cancellationToken))
            {
                LogEnded(runner.Name, runner.Host);
            }
        }

        bool IsSilent(string name) => !hosts.TryGetValue(name, out var host) || (host.LostSince is { } since && fleet.Now - since >= settings.HostAge);
    }

    // With a job on it GitHub refuses, and the job may well be running: the next look sees its end.
    private async Task<bool> IsUnregisteredAsync(FleetRunner runner, CancellationToken cancellationToken)
    {
        if ((runner.Scope ?? pools.Current.FirstOrDefault(pool => pool.Name == runner.Pool)?.Scope) is not { } scope)
        {
            return true;
        }

        var found = await github.FindRunnerAsync(scope, runner.RegisteredAs, cancellationToken);
        if (!found.Try(out var registration, out var obstacle))
        {
            LogNotEnded(runner.Name, obstacle.Fault, obstacle.Detail);
            return false;
        }

        if (registration is null)
        {
            return true;
        }

        var removed = await github.RemoveRunnerAsync(scope, registration.Id, cancellationToken);
        if (removed.Error is { } error)
        {
            LogNotEnded(runner.Name, error.Fault, error.Detail);
        }

        return removed.Error is null;
    }

    [LoggerMessage(3363, LogLevel.Information, "Ended {Runner} at GitHub, since nothing is heard of {Host}.")]
    private partial void LogEnded(string runner, string host);

    [LoggerMessage(3364, LogLevel.Warning, "{Runner}, whose host is gone, is not ended at GitHub yet ({Fault}): {Detail}")]
    private partial void LogNotEnded(string runner, GitHubFault fault, string detail);
}
