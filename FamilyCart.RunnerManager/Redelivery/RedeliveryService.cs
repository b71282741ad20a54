using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Redelivery;

/// <summary>
/// Asks GitHub to send again what did not arrive, while this instance leads. GitHub does not do so by itself. What cannot be had this
/// way, the poll finds.
/// </summary>
internal sealed partial class RedeliveryService(
    IGitHub github, IManagedScopes scopes, StoredDeliveries stored, FleetView view, Allowances allowances, RedeliverySettings settings, RedeliveryMetrics metrics,
    TimeProvider time, ILogger<RedeliveryService> logger) : BackgroundService
{
    // Below it, what is left of an hour's requests belongs to registrations and to the poll.
    private const double LowestBudget = 0.2;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Whoever has just begun to lead looks as well for what GitHub believes to have arrived.
        var looked = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var leads = view.Current is { Leads: true };
            looked = leads && (await RecoverAsync(failedOnly: looked, stoppingToken) || looked);
            await Task.Delay(leads ? settings.DeliveryInterval : s_patience, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks once.</summary>
    /// <param name="failedOnly">Without those that GitHub believes to have arrived.</param>
    /// <param name="cancellationToken">Ends the wait without an exception.</param>
    /// <returns>Whether it could be looked.</returns>
    internal async Task<bool> RecoverAsync(bool failedOnly, CancellationToken cancellationToken)
    {
        if (IsShort())
        {
            LogShort();
            return false;
        }

        try
        {
            var now = time.GetUtcNow();
            var listed = new Dictionary<long, (GitHubScope Scope, HookDelivery Delivery)>();
            foreach (var scope in scopes.Scopes)
            {
                foreach (var delivery in await ListAsync(scope, now - settings.DeliveryAge, failedOnly, cancellationToken))
                {
                    listed.TryAdd(delivery.Id, (scope, delivery));
                }
            }

            if (listed.Count > 0)
            {
                var arrived = await stored.AmongAsync(listed.Values.Select(entry => entry.Delivery.DeliveryId), cancellationToken);
                var chosen = RedeliveryRules.Choose(listed.Values.Select(entry => entry.Delivery), arrived, now);
                await AskAsync([.. chosen.Take(settings.Redeliveries).Select(delivery => listed[delivery.Id])], chosen.Count, cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The manager stops.
        }

        return false;
    }

    private bool IsShort() => allowances.All.Any() && allowances.All.All(allowance => allowance.Value.IsShort("core", LowestBudget));

    private async Task<IReadOnlyList<HookDelivery>> ListAsync(GitHubScope scope, DateTimeOffset since, bool failedOnly, CancellationToken cancellationToken)
    {
        var answer = await github.DeliveriesAsync(scope, since, failedOnly, cancellationToken);
        if (answer.Try(out var deliveries, out var error))
        {
            _told.Remove(scope.Name);
            return deliveries;
        }

        // A permission is missing for hours; it is told once.
        if (!_told.TryGetValue(scope.Name, out var told) || told != error.Detail)
        {
            _told[scope.Name] = error.Detail;
            LogNotListed(scope.Name, error.Fault, error.Detail);
        }

        return [];
    }

    private async Task AskAsync(IReadOnlyList<(GitHubScope Scope, HookDelivery Delivery)> deliveries, int wanted, CancellationToken cancellationToken)
    {
        var asked = 0;
        foreach (var (scope, delivery) in deliveries)
        {
            var answer = await github.RedeliverAsync(scope, delivery.Id, cancellationToken);
            metrics.Count(answer.Error?.Fault);
            asked += answer.Error is null ? 1 : 0;
            if (answer.Error is { } error)
            {
                LogNotAsked(delivery.DeliveryId, scope.Name, error.Fault, error.Detail);
                // What stands in the way of this one stands in the way of the others.
                if (error.Fault is GitHubFault.Limited or GitHubFault.Forbidden or GitHubFault.Unauthorized or GitHubFault.Unknown)
                {
                    break;
                }
            }
        }

        if (wanted > 0)
        {
            LogAsked(asked, wanted);
        }
    }

    [LoggerMessage(3350, LogLevel.Information, "GitHub sends {Asked} of {Wanted} lost deliveries again.")]
    private partial void LogAsked(int asked, int wanted);

    [LoggerMessage(3351, LogLevel.Warning, "Lost deliveries of {Scope} are not recovered, and jobs are found by asking instead ({Fault}): {Detail}")]
    private partial void LogNotListed(string scope, GitHubFault fault, string detail);

    [LoggerMessage(3352, LogLevel.Warning, "GitHub does not send the delivery {Delivery} of {Scope} again ({Fault}): {Detail}")]
    private partial void LogNotAsked(Guid delivery, string scope, GitHubFault fault, string detail);

    [LoggerMessage(3353, LogLevel.Warning, "Lost deliveries are looked for later, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);

    [LoggerMessage(3354, LogLevel.Debug, "Lost deliveries are looked for later, since few requests to GitHub are left.")]
    private partial void LogShort();
}
