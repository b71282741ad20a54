using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.Usage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Evidence;

/// <summary>What a job may do to what is kept of it.</summary>
public sealed class EvidenceKeeperTests
{
    private static readonly Lease s_host = new("host:here", "me", 1, DateTimeOffset.MaxValue);

    [Fact]
    public async Task KeepAsync_NothingCanBeRead_HoldsUpNothing() =>
        Assert.Null(await KeepAsync(new ArgumentOutOfRangeException("mtime"), CancellationToken.None));

    [Fact]
    public async Task KeepAsync_TheManagerEnds_EndsToo()
    {
        using var end = new CancellationTokenSource();
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => KeepAsync(new OperationCanceledException(end.Token), end.Token));
    }

    private static async Task<string?> KeepAsync(Exception exception, CancellationToken cancellationToken)
    {
        // Nobody is there, since nothing is stored.
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=9;Username=nobody;Database=none");
        var source = new Hostile(exception);
        var folder = new LogFolder(EvidenceSettings.Default, new ProcessDriverSettings(null, "/nowhere", 1), TimeProvider.System);
        return await new EvidenceKeeper(source, source, folder, new KnownSecrets(new ConfigurationBuilder().Build()), new EvidenceStore(nowhere), NullLogger<EvidenceKeeper>.Instance)
            .KeepAsync(Some.Runner(1, RunnerState.Finished), worked: true, s_host, cancellationToken);
    }

    private sealed class Hostile(Exception exception) : IUsageSource, ILogSource
    {
        public ValueTask<ControlGroupUse?> ReadAsync(string name, CancellationToken cancellationToken) => throw exception;

        public ValueTask<ControlGroupUse?> LastAsync(string name, CancellationToken cancellationToken) => throw exception;

        public ValueTask<long?> DiskBytesAsync(string name, CancellationToken cancellationToken) => throw exception;

        public Task<string?> LogsAsync(string name, CancellationToken cancellationToken) => throw exception;

        public Task<IReadOnlyList<string>> SecretsAsync(string name, CancellationToken cancellationToken) => throw exception;
    }
}
