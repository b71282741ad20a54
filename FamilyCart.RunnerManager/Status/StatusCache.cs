namespace FamilyCart.RunnerManager.Status;

/// <summary>The status, read once for all who ask within some seconds.</summary>
internal sealed class StatusCache(StatusReader reader, StatusSettings settings, TimeProvider time)
{
    private readonly SharedRead<ManagerStatus> _status = new(reader.ReadAsync, settings.CacheDuration, settings.QueryTimeout, time);

    /// <exception cref="Npgsql.NpgsqlException">The database cannot be read.</exception>
    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public Task<ManagerStatus> GetAsync(CancellationToken cancellationToken) => _status.GetAsync(cancellationToken);
}
