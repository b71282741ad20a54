using FamilyCart.Api.Changes;

namespace FamilyCart.Api.Tests.Changes;

public sealed class ListGateTests
{
    private const int Unlimited = int.MaxValue;

    private readonly ListGate _gate = new();

    [Fact]
    public async Task Enter_SeveralOfOneList_ComeInTheirOrderOneAtATime()
    {
        var first = await EnterAsync(1);
        var waiting = Enumerable.Range(0, 5).Select(_ => _gate.EnterAsync(1, Unlimited, default)).ToList();
        var turn = first;
        for (var next = 0; next < waiting.Count; next++)
        {
            Assert.All(waiting[next..], later => Assert.False(later.IsCompleted));
            turn.Dispose();
            turn = Assert.IsAssignableFrom<IDisposable>(await waiting[next]);
        }

        turn.Dispose();
        Assert.Equal(0, _gate.Count);
    }

    [Fact]
    public async Task Enter_AnotherList_DoesNotWait()
    {
        using var first = await EnterAsync(1);
        using var other = await EnterAsync(2);
        Assert.Equal(2, _gate.Count);
    }

    [Fact]
    public async Task Enter_MoreThanMayWait_IsTurnedAway()
    {
        var first = await EnterAsync(1);
        Assert.Null(await _gate.EnterAsync(1, limit: 0, default));
        var waiting = _gate.EnterAsync(1, limit: 1, default);
        Assert.Null(await _gate.EnterAsync(1, limit: 1, default));
        first.Dispose();
        (await waiting)!.Dispose();
        (await EnterAsync(1)).Dispose();
    }

    [Fact]
    public async Task Enter_GivenUp_LeavesTheLineToTheOthers()
    {
        using var patience = new CancellationTokenSource();
        var first = await EnterAsync(1);
        var impatient = _gate.EnterAsync(1, Unlimited, patience.Token);
        var patient = _gate.EnterAsync(1, Unlimited, default);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        first.Dispose();
        (await patient)!.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gate.EnterAsync(1, Unlimited, patience.Token));
        Assert.Equal(0, _gate.Count);
    }

    [Fact]
    public async Task Enter_ManyThatComeAndGiveUp_NeverTwoInsideAndNothingStays()
    {
        var inside = 0;
        await Parallel.ForAsync(0, 2000, async (number, _) =>
        {
            using var patience = new CancellationTokenSource();
            var entering = _gate.EnterAsync(number % 3, Unlimited, patience.Token);
            if (number % 5 == 0)
            {
                await patience.CancelAsync();
            }

            try
            {
                using var turn = await entering;
                if (number % 3 == 0)
                {
                    Assert.Equal(1, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                }
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(0, number % 5);
            }
        });
        Assert.Equal(0, _gate.Count);
    }

    private async Task<IDisposable> EnterAsync(int listId) =>
        Assert.IsAssignableFrom<IDisposable>(await _gate.EnterAsync(listId, Unlimited, default).WaitAsync(TimeSpan.FromSeconds(120)));
}
