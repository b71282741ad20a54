using FamilyCart.AppHost.Smoke;

namespace FamilyCart.AppHost.Tests.Smoke;

public sealed class SmokeScenarioTests
{
    [Fact]
    public async Task RunAsync_WorkingGateway_PassesEveryStep()
    {
        await using var gateway = await FakeGateway.StartAsync();

        var steps = await Scenario(gateway.Address).RunAsync(CancellationToken.None);

        Assert.Equal(13, steps.Count);
        Assert.All(steps, step => Assert.Null(step.Error));
        Assert.All(steps, step => Assert.True(step.Milliseconds > 0));
    }

    [Theory]
    [InlineData(Misbehaviour.RefusesRegistration, 1, "answered 400: {\"detail\":\"REGISTER_USER_ALREADY_EXISTS\"}")]
    [InlineData(Misbehaviour.WritesNoLetter, 3, "no letter asks to verify the address")]
    [InlineData(Misbehaviour.RefusesVerification, 3, "POST /api/v1/auth/verify/verify answered 400: {\"detail\":\"VERIFY_USER_BAD_TOKEN\"}")]
    [InlineData(Misbehaviour.InvitesNobody, 9, "there is no invitation")]
    [InlineData(Misbehaviour.ForgetsTheToken, 5, "the answer has no 'access_token'")]
    [InlineData(Misbehaviour.AnswersNonsense, 5, "invalid")]
    [InlineData(Misbehaviour.ClosesTheSocket, 10, "the server closed the WebSocket: no access")]
    [InlineData(Misbehaviour.DoesNotTick, 13, "the ticked item is not among the list's items")]
    [InlineData(Misbehaviour.ForgetsTheItemsId, 13, "The given key was not present")]
    public async Task RunAsync_Misbehaviour_StopsAtTheStepThatShowsIt(Misbehaviour misbehaviour, int failing, string error)
    {
        await using var gateway = await FakeGateway.StartAsync(misbehaviour);

        var steps = await Scenario(gateway.Address).RunAsync(CancellationToken.None);

        Assert.Equal(failing, steps.Count);
        Assert.Contains(error, steps[^1].Error, StringComparison.Ordinal);
        Assert.All(steps.SkipLast(1), step => Assert.Null(step.Error));
    }

    [Fact]
    public async Task RunAsync_NoEvents_FailsWhenTheStepsTimeIsOver()
    {
        await using var gateway = await FakeGateway.StartAsync(Misbehaviour.SendsNoEvents);

        var steps = await Scenario(gateway.Address, time: new FastTime()).RunAsync(CancellationToken.None);

        Assert.Equal(11, steps.Count);
        Assert.Equal("nothing came within 30 s", steps[^1].Error);
    }

    [Fact]
    public async Task RunAsync_NobodyListens_FailsAtTheFirstStep()
    {
        var nobody = new Uri($"http://127.0.0.1:{Testing.FreePort.Next()}");

        var step = Assert.Single(await Scenario(nobody).RunAsync(CancellationToken.None));

        Assert.NotNull(step.Error);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws()
    {
        await using var gateway = await FakeGateway.StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Scenario(gateway.Address).RunAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task RunAsync_WrongOperatorToken_FailsWithoutNamingAddressOrToken()
    {
        await using var gateway = await FakeGateway.StartAsync();

        var steps = await Scenario(gateway.Address, "another-0123456789abcdefg").RunAsync(CancellationToken.None);

        Assert.Equal("GET /api/v1/outbox/messages answered 401: ", steps[^1].Error);
        Assert.Equal(3, steps.Count);
    }

    private static SmokeScenario Scenario(Uri gateway, string operatorToken = FakeGateway.OperatorToken, TimeProvider? time = null) =>
        new(gateway, new SmokeOutbox(gateway, operatorToken), time ?? TimeProvider.System);

    /// <summary>Timers run out five times as early.</summary>
    private sealed class FastTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 5 : dueTime, period);
    }
}
