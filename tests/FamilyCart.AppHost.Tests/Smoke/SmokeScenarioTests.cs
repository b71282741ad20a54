using FamilyCart.AppHost.Smoke;

namespace FamilyCart.AppHost.Tests.Smoke;

public sealed class SmokeScenarioTests
{
    [Fact]
    public async Task RunAsync_WorkingGateway_PassesEveryStep()
    {
        await using var gateway = await FakeGateway.StartAsync();

        var steps = await new SmokeScenario(gateway.Address, TimeProvider.System).RunAsync(CancellationToken.None);

        Assert.Equal(10, steps.Count);
        Assert.All(steps, step => Assert.Null(step.Error));
        Assert.All(steps, step => Assert.True(step.Milliseconds > 0));
    }

    [Theory]
    [InlineData(Misbehaviour.RefusesRegistration, 1, "answered 400: {\"detail\":\"REGISTER_USER_ALREADY_EXISTS\"}")]
    [InlineData(Misbehaviour.ForgetsTheToken, 3, "the answer has no 'access_token'")]
    [InlineData(Misbehaviour.AnswersNonsense, 3, "invalid")]
    [InlineData(Misbehaviour.ClosesTheSocket, 7, "the server closed the WebSocket: no access")]
    [InlineData(Misbehaviour.DoesNotTick, 10, "the ticked item is not among the list's items")]
    [InlineData(Misbehaviour.ForgetsTheItemsId, 10, "The given key was not present")]
    public async Task RunAsync_Misbehaviour_StopsAtTheStepThatShowsIt(Misbehaviour misbehaviour, int failing, string error)
    {
        await using var gateway = await FakeGateway.StartAsync(misbehaviour);

        var steps = await new SmokeScenario(gateway.Address, TimeProvider.System).RunAsync(CancellationToken.None);

        Assert.Equal(failing, steps.Count);
        Assert.Contains(error, steps[^1].Error, StringComparison.Ordinal);
        Assert.All(steps.SkipLast(1), step => Assert.Null(step.Error));
    }

    [Fact]
    public async Task RunAsync_NoEvents_FailsWhenTheStepsTimeIsOver()
    {
        await using var gateway = await FakeGateway.StartAsync(Misbehaviour.SendsNoEvents);

        var steps = await new SmokeScenario(gateway.Address, new FastTime()).RunAsync(CancellationToken.None);

        Assert.Equal(8, steps.Count);
        Assert.Equal("nothing came within 10 s", steps[^1].Error);
    }

    [Fact]
    public async Task RunAsync_NobodyListens_FailsAtTheFirstStep()
    {
        var nobody = new Uri($"http://127.0.0.1:{Testing.FreePort.Next()}");

        var step = Assert.Single(await new SmokeScenario(nobody, TimeProvider.System).RunAsync(CancellationToken.None));

        Assert.NotNull(step.Error);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws()
    {
        await using var gateway = await FakeGateway.StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new SmokeScenario(gateway.Address, TimeProvider.System).RunAsync(new CancellationToken(canceled: true)));
    }

    /// <summary>Timers run out five times as early.</summary>
    private sealed class FastTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 5 : dueTime, period);
    }
}
