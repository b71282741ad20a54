using Xunit;

namespace FamilyCart.Testing;

/// <summary>One Redis for all tests of a class (IClassFixture) or of a collection.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    /// <summary>The running server.</summary>
    public RedisServer Server { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Server = await RedisServer.StartAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
