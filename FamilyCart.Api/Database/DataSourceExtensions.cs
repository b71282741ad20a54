using Npgsql;

namespace FamilyCart.Api.Database;

internal static class DataSourceExtensions
{
    /// <summary>
    /// Opens a connection, and lets go of it as soon as the token says so. Npgsql 10.0.0 does not look at the token while it
    /// talks to a server that has accepted and stays silent; without this, a request would wait for the whole connect timeout.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; a connection that opens later is given back.</exception>
    internal static async Task<NpgsqlConnection> OpenPromptlyAsync(this NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var opening = source.OpenConnectionAsync(cancellationToken);
        if (opening.IsCompletedSuccessfully)
        {
            return opening.Result;
        }

        var task = opening.AsTask();
        try
        {
            return await task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = GiveBackAsync(task);
            throw;
        }
    }

    private static async Task GiveBackAsync(Task<NpgsqlConnection> opening)
    {
        try
        {
            await using var late = await opening;
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            // It never opened, and nobody waits for it any more.
        }
    }
}
