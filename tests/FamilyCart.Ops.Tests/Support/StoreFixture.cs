using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>One S3-compatible store for all tests of a class, each with a folder of its own in the bucket.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private S3Server? _store;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    /// <summary>A copy in a folder of the bucket that nobody else has.</summary>
    internal async Task<BucketCopy> CopyAsync()
    {
        // Not before a test needs it: where it cannot be had, they are skipped.
        _store ??= await S3Server.StartAsync();
        return new BucketCopy(_store, Guid.NewGuid().ToString("N"));
    }
}
