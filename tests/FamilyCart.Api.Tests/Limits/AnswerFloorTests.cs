using FamilyCart.Api.Limits;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Api.Tests.Limits;

/// <summary>When answers come that must not tell who has an address.</summary>
public sealed class AnswerFloorTests
{
    private static readonly TimeSpan _floor = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(1900)]
    public async Task Answer_HoweverLongItsWorkTook_ComesAtTheSameMoment(int milliseconds)
    {
        var started = _time.GetUtcNow();
        var work = TimeSpan.FromMilliseconds(milliseconds);
        var answering = AnswerAsync(Floor(10), work, TypedResults.Accepted((string?)null));
        await _time.TimerAsync(_floor - work);
        Assert.False(answering.IsCompleted);
        _time.Advance(_floor - work);
        Assert.IsType<Accepted>(await answering);
        Assert.Equal(_floor, _time.GetUtcNow() - started);
    }

    [Fact]
    public async Task Answer_WorkLongerThanTheFloor_WaitsNoMore() =>
        Assert.IsType<Accepted>(await AnswerAsync(Floor(10), _floor, TypedResults.Accepted((string?)null)));

    [Fact]
    public async Task Answer_LogInThatSucceeds_DoesNotWait() => Assert.NotNull(await AnswerAsync(
        Floor(10), TimeSpan.Zero, TypedResults.Ok(new Api.Accounts.Logins.LoginResponse("token", "bearer", null, null))));

    [Fact]
    public async Task Answer_TooManyWaiting_IsBusyAndWaitsForNobody()
    {
        var floor = Floor(1);
        var first = AnswerAsync(floor, TimeSpan.Zero, TypedResults.Accepted((string?)null));
        await _time.TimerAsync(_floor);
        Assert.IsNotType<Accepted>(await AnswerAsync(floor, TimeSpan.Zero, TypedResults.Accepted((string?)null)));
        _time.Advance(_floor);
        Assert.IsType<Accepted>(await first);

        var next = AnswerAsync(floor, TimeSpan.Zero, TypedResults.Accepted((string?)null));
        await _time.TimerAsync(_floor);
        _time.Advance(_floor);
        Assert.IsType<Accepted>(await next);
    }

    private AnswerFloor Floor(int pending) => new(
        new LimitSettings(
            30, 30, 100, [], 10, 200, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), 3, TimeSpan.FromMinutes(15), _floor, pending),
        _time);

    private async Task<object?> AnswerAsync(AnswerFloor floor, TimeSpan work, IResult answer) =>
        await new AnswerFloorFilter(floor).InvokeAsync(EndpointFilterInvocationContext.Create(new DefaultHttpContext()), _ =>
        {
            _time.Advance(work);
            return ValueTask.FromResult<object?>(answer);
        });
}
