using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.History;

/// <summary>What the fleet did lately, read once a second however many look.</summary>
internal sealed class HistoryCache(HistoryReader reader, StatusSettings settings, TimeProvider time)
{
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(1);

    private readonly SharedRead<FleetHistory> _history = new(reader.ReadAsync, s_keep, settings.QueryTimeout, time);

    /// <exception cref="Npgsql.NpgsqlException">The database cannot be read.</exception>
    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public Task<FleetHistory> GetAsync(CancellationToken cancellationToken) => _history.GetAsync(cancellationToken);
}
