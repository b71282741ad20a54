using FamilyCart.RunnerManager.Leases;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Leases;

public sealed class HeldLeaseTests
{
    private const string Name = "leader";

    private static readonly TimeSpan s_takeOver = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task KeepAsync_HolderIsLost_HasItWithinFiveSecondsAndNotBefore()
    {
        var time = new ManualTime();
        var store = new MemoryLeaseStore(time);
        var lost = await store.TakeAsync(Name, "lost", HeldLease.Duration, CancellationToken.None);
        var lostAt = time.GetUtcNow();
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var lease = new HeldLease(Name, new LeaseHolder("here"), store, time, NullLogger.Instance);

        var keeping = lease.KeepAsync(() => taken.TrySetResult(), stop.Token);
        while (lease.Current is null && time.GetUtcNow() - lostAt < s_takeOver)
        {
            // It has asked, and waits to ask again.
            await await Task.WhenAny(taken.Task, time.TimerAsync(s_wait));
            if (lease.Current is null)
            {
                time.Advance(s_wait);
            }
        }

        Assert.Equal(("here", lost.Epoch + 1), (lease.Current?.Holder, lease.Current?.Epoch));
        Assert.InRange(time.GetUtcNow() - lostAt, HeldLease.Duration, s_takeOver);
        await stop.CancelAsync();
        await keeping;
    }
}
