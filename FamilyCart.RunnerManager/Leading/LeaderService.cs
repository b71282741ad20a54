using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Leading;

/// <summary>
/// Decides for the whole fleet while this instance holds the lease <c>leader</c>: after every change, and once a second without one.
/// It rests after each decision, so that a long queue that changes all the time takes a tenth of a processor and not all of it.
/// </summary>
internal sealed partial class LeaderService(
    ILeaseStore leases, LeaseHolder holder, [FromKeyedServices(ReservedDatabase.Key)] IFleetStore store, PoolSource pools, PlanSettings settings, FleetSignal signal, FleetView view,
    HealthMetrics metrics, TimeProvider time, ILogger<LeaderService> logger)
    : BackgroundService
{
    public const string LeaseName = "leader";

    private const int RestPerDecision = 9;

    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(1);

    private readonly HostSight _sight = new(settings.HostGrace / 2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lease = new HeldLease(LeaseName, holder, leases, time, logger);
        var keeping = lease.KeepAsync(() => signal.Tell(FleetTopic.Leader), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = signal.Next(FleetTopic.Leader);
            var began = time.GetTimestamp();
            try
            {
                await DecideAsync(lease.Current, stoppingToken);
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await RestAsync(time.GetElapsedTime(began), stoppingToken);
            await signal.WaitAsync(changed, stoppingToken);
        }

        await keeping;
    }

    private async Task RestAsync(TimeSpan decided, CancellationToken cancellationToken)
    {
        var rest = decided * RestPerDecision;
        await Task.Delay(rest < s_longestRest ? rest : s_longestRest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Who does not lead looks as well: every instance's page shows the fleet.
    private async Task DecideAsync(Lease? leader, CancellationToken cancellationToken)
    {
        var lookedAt = time.GetTimestamp();
        var fleet = _sight.See(await store.LoadAsync(pools.Current, cancellationToken));
        var plan = FleetPlanner.Plan(fleet, settings);
        view.Show(new FleetPicture(fleet, plan.Waits, leader is not null) { Leader = leader, LookedAt = lookedAt });
        if (leader is null || plan.ChangesNothing)
        {
            return;
        }

        if (await store.ApplyAsync(plan, leader, cancellationToken))
        {
            metrics.Applied(plan);
            LogDecided(plan.Starts.Count, plan.Endings.Count);
        }
        else
        {
            LogFenced();
        }
    }

    [LoggerMessage(3041, LogLevel.Information, "Decided to start {Starts} runners and to end {Endings}.")]
    private partial void LogDecided(int starts, int endings);

    [LoggerMessage(3042, LogLevel.Warning, "A decision was dropped, since another instance leads.")]
    private partial void LogFenced();

    [LoggerMessage(3043, LogLevel.Warning, "Nothing is decided, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);
}
