using Npgsql;

namespace ApiBench;

/// <summary>Rows that say when the server last took one, as <c>uat-backup</c> writes them.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beats;

    internal Heartbeat(string connectionString, TimeSpan every) => _beats = BeatAsync(connectionString, every, _end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beats;
        _end.Dispose();
    }

    private static async Task BeatAsync(string connectionString, TimeSpan every, CancellationToken end)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        using var timer = new PeriodicTimer(every);
        try
        {
            do
            {
                await using var command = database.CreateCommand("insert into heartbeat default values");
                await command.ExecuteNonQueryAsync(end);
            }
            while (await timer.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}
