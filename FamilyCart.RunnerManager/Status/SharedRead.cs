namespace FamilyCart.RunnerManager.Status;

/// <summary>One read at a time, shared by everyone who asks meanwhile and for some time after.</summary>
/// <param name="read">Reads; told when it takes too long.</param>
/// <param name="keep">For how long what was read is given again.</param>
/// <param name="patience">After how long the database counts as unreadable.</param>
/// <param name="time">Measures both.</param>
internal sealed class SharedRead<T>(Func<CancellationToken, Task<T>> read, TimeSpan keep, TimeSpan patience, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<T>? _read;
    private long _finishedAt;

    /// <exception cref="Npgsql.NpgsqlException">The database cannot be read.</exception>
    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public Task<T> GetAsync(CancellationToken cancellationToken)
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
        && (!_read.IsCompleted || time.GetElapsedTime(Volatile.Read(ref _finishedAt)) < keep);

    // Belongs to nobody's request: a caller who leaves must not end it for the others. What failed is remembered as well, so that
    // a database in trouble is not asked for every request.
    private async Task<T> ReadAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var limit = new CancellationTokenSource(patience, time);
        try
        {
            return await read(limit.Token).WaitAsync(patience, time);
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
