using System.Collections.Concurrent;
using Xunit;

namespace FamilyCart.Testing;

/// <summary>
/// One PostgreSQL for all tests of this process, from the first that needs it to the last (IClassFixture, or of a collection). Each
/// class makes databases of its own; whoever stops the server, or counts what all of it does, starts another.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static readonly SemaphoreSlim s_turn = new(1);
    private static PostgresServer? s_server;
    private static int s_users;

    private readonly ConcurrentQueue<PostgresDatabase> _copies = new();

    /// <summary>The running server.</summary>
    public PostgresServer Server { get; private set; } = null!;

    /// <summary>Copies a database as <see cref="PostgresServer.CopyDatabaseAsync"/> does, until the end of the class: a whole run of tests has hundreds.</summary>
    public async Task<PostgresDatabase> CopyDatabaseAsync(PostgresDatabase template, string name)
    {
        var copy = await Server.CopyDatabaseAsync(template, name);
        _copies.Enqueue(copy);
        return copy;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await s_turn.WaitAsync();
        try
        {
            Server = s_server ??= await PostgresServer.StartAsync();
            s_users++;
        }
        finally
        {
            s_turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Server is null)
        {
            return;
        }

        foreach (var copy in _copies)
        {
            await Server.DropDatabaseAsync(copy);
        }

        await s_turn.WaitAsync();
        try
        {
            if (--s_users == 0)
            {
                s_server = null;
                await Server.DisposeAsync();
            }
        }
        finally
        {
            s_turn.Release();
        }
    }
}
