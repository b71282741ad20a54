using Xunit;

namespace FamilyCart.Testing;

/// <summary>One PostgreSQL for all tests of a class (IClassFixture) or of a collection.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    /// <summary>The running server.</summary>
    public PostgresServer Server { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
