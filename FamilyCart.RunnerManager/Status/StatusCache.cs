namespace FamilyCart.RunnerManager.Status;

/// <summary>One read of the status at a time, shared by everyone who asks meanwhile and for some seconds after.</summary>
internal sealed class StatusCache(StatusReader reader, StatusSettings settings, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<ManagerStatus>? _read;
    private long _finishedAt;

    /// <exception cref="Npgsql.NpgsqlException">The database cannot be read.</exception>
    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public Task<ManagerStatus> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!IsUsable())
            {
                _read = ReadAsync();
            }

            return _read!.WaitAsync(cancellationToken);
        }
    }

    private bool IsUsable() => _read is not null
        && (!_read.IsCompleted || time.GetElapsedTime(Volatile.Read(ref _finishedAt)) < settings.CacheDuration);

    // Belongs to nobody's request: a caller who leaves must not end it for the others. What failed is remembered as well, so that
    // a database in trouble is not asked for every request.
    private async Task<ManagerStatus> ReadAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var limit = new CancellationTokenSource(settings.QueryTimeout, time);
        try
        {
            return await reader.ReadAsync(limit.Token).WaitAsync(settings.QueryTimeout, time);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException("The database did not answer in time.");
        }
        finally
        {
            Volatile.Write(ref _finishedAt, time.GetTimestamp());
        }
    }
}
