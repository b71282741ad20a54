using System.Globalization;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class LimitTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task PrimaryLimit_ThatEndsSoon_IsWaitedForByGitHubsClock()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost);
        var requests = 0;
        var reset = fleet.Time.GetUtcNow().AddHours(1).AddSeconds(20);
        fleet.Server.Clock = () => fleet.Time.GetUtcNow().AddHours(1);
        fleet.Server.Script = _ => Task.FromResult(++requests == 1 ? new Reply(403, Bodies.Message("API rate limit exceeded"), Rate(5000, 0, reset)) : Reply.Ok(Bodies.Runner(1, "a")));

        var asking = AskAsync(fleet);
        await fleet.Time.TimerAsync(20 * _second);
        Assert.Single(fleet.Server.Requests);
        fleet.Time.Advance(20 * _second);

        Assert.Null((await asking).Error);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task PrimaryLimit_ThatLasts_IsLimitedUntilItsResetAndSendsNothing()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost);
        var reset = fleet.Time.GetUtcNow().AddMinutes(40);
        fleet.Server.Script = _ => Task.FromResult(Reply.Ok(Bodies.Runner(1, "a"), Rate(5000, 0, reset)));

        Assert.Null((await AskAsync(fleet)).Error);
        var error = (await AskAsync(fleet)).Error!;

        Assert.Equal((GitHubFault.Limited, reset), (error.Fault, error.RetryAt!.Value));
        Assert.Single(fleet.Server.Requests);
    }

    [Fact]
    public async Task PrimaryLimit_OfTheOtherBucket_DoesNotStopThisOne()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost);
        var reset = fleet.Time.GetUtcNow().AddMinutes(40);
        fleet.Server.Script = request => Task.FromResult(request.Method == "POST"
            ? new Reply(201, Bodies.Minted(1, "a"), [.. Rate(10000, 0, reset), ("X-RateLimit-Resource", "actions_runner_registration")])
            : Reply.Ok(Bodies.Runner(1, "a"), [.. Rate(5000, 10, reset), ("X-RateLimit-Resource", "core")]));

        Assert.Null((await MintAsync(fleet)).Error);
        Assert.Equal(GitHubFault.Limited, (await MintAsync(fleet)).Error!.Fault);
        Assert.Null((await AskAsync(fleet)).Error);
    }

    [Fact]
    public async Task SecondaryLimit_WithoutATime_LastsAMinuteAndDoubles()
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(403, Bodies.Message("You have exceeded a secondary rate limit.")));

        var first = (await AskAsync(fleet)).Error!;
        Assert.Equal((GitHubFault.Limited, fleet.Time.GetUtcNow().AddMinutes(1)), (first.Fault, first.RetryAt!.Value));
        Assert.Single(fleet.Server.Requests);
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        var second = (await AskAsync(fleet)).Error!;

        Assert.Equal(fleet.Time.GetUtcNow().AddMinutes(2), second.RetryAt!.Value);
        Assert.Equal(2, fleet.Server.Requests.Count);
        Assert.Contains(fleet.Logs.Lines, static line => line.Event == 3110);
    }

    [Fact]
    public async Task SecondaryLimit_OnAWrite_IsNotRepeatedAndTheNextCallWaits()
    {
        var requests = 0;
        await using var fleet = await Fleet.StartAsync(_ => ++requests == 1 ? new Reply(429, Bodies.Message("Slow down"), ("Retry-After", "5")) : Reply.Ok(Bodies.Runner(1, "a")));

        var error = (await MintAsync(fleet)).Error!;
        Assert.Equal((GitHubFault.Limited, fleet.Time.GetUtcNow().AddSeconds(5)), (error.Fault, error.RetryAt!.Value));
        var asking = AskAsync(fleet);
        await fleet.Time.TimerAsync(5 * _second);
        Assert.Equal(1, requests);
        fleet.Time.Advance(5 * _second);

        Assert.Null((await asking).Error);
    }

    [Fact]
    public async Task SecondaryLimit_AfterIt_WritesHaveNoBurst()
    {
        var requests = 0;
        await using var fleet = await Fleet.StartAsync(_ => ++requests == 1 ? new Reply(429, Bodies.Message("Slow down"), ("Retry-After", "5")) : new Reply(204));
        await RemoveAsync(fleet);
        fleet.Time.Advance(5 * _second);
        Assert.Null((await RemoveAsync(fleet)).Error);

        var removing = RemoveAsync(fleet);
        await fleet.Time.TimerAsync(_second);
        fleet.Time.Advance(_second);

        Assert.Null((await removing).Error);
    }

    [Fact]
    public async Task Forbidden_ForWantOfAPermission_IsNoLimit()
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(403, Bodies.Message("Resource not accessible by integration")));

        Assert.Equal(GitHubFault.Forbidden, (await AskAsync(fleet)).Error!.Fault);
        Assert.Equal(GitHubFault.Forbidden, (await AskAsync(fleet)).Error!.Fault);
        Assert.Equal(2, fleet.Server.Requests.Count);
    }

    [Fact]
    public async Task Writes_BurstIsUsedUp_AreSpaced()
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(204), ("WriteBurst", "2"), ("WriteSpacing", "00:00:03"));
        await RemoveAsync(fleet);
        await RemoveAsync(fleet);

        var third = RemoveAsync(fleet);
        await fleet.Time.TimerAsync(3 * _second);
        Assert.Equal(2, fleet.Server.Requests.Count);
        fleet.Time.Advance(3 * _second);

        Assert.Null((await third).Error);
    }

    [Fact]
    public async Task Writes_AtTheSameTime_GoOutOneByOne()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost);
        var (underWay, most) = (0, 0);
        fleet.Server.Script = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
            return new Reply(204);
        };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RemoveAsync(fleet))));

        Assert.Equal((8, 1), (fleet.Server.Requests.Count, most));
    }

    [Fact]
    public async Task Content_MoreThanAMinuteTakes_IsLimitedBeforeItIsSent()
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(201, Bodies.Minted(1, "a")), ("ContentPerMinute", "2"));
        await MintAsync(fleet);
        fleet.Time.Advance(10 * _second);
        await MintAsync(fleet);

        var error = (await MintAsync(fleet)).Error!;

        Assert.Equal((GitHubFault.Limited, fleet.Time.GetUtcNow().AddSeconds(50)), (error.Fault, error.RetryAt!.Value));
        Assert.Equal(2, fleet.Server.Requests.Count);
    }

    [Fact]
    public async Task Points_MoreThanAMinuteTakes_IsWaitedFor()
    {
        await using var fleet = await Fleet.StartAsync(static request => request.Method == "GET" ? Reply.Ok(Bodies.Runner(1, "a")) : new Reply(204), ("PointsPerMinute", "10"));
        await RemoveAsync(fleet);
        fleet.Time.Advance(40 * _second);
        await RemoveAsync(fleet);

        var asking = AskAsync(fleet);
        await fleet.Time.TimerAsync(20 * _second);
        fleet.Time.Advance(20 * _second);

        Assert.Null((await asking).Error);
    }

    [Fact]
    public async Task Concurrency_MoreCallsThanAllowed_AreNeverUnderWay()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost, ("Concurrency", "2"));
        var both = new TaskCompletionSource();
        var (underWay, most) = (0, 0);
        fleet.Server.Script = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            if (underWay == 2)
            {
                both.TrySetResult();
            }

            await both.Task;
            Interlocked.Decrement(ref underWay);
            return Reply.Ok(Bodies.Runner(1, "a"));
        };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(fleet)));

        Assert.Equal(2, most);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(0)]
    public async Task Read_PassingFault_IsReadAgain(int status)
    {
        var requests = 0;
        await using var fleet = await Fleet.StartAsync(_ => ++requests < 3 ? new Reply(status, Bodies.Message("Bad Gateway")) : Reply.Ok(Bodies.Runner(1, "a")));

        var asking = AskAsync(fleet);
        await fleet.Time.TimerAsync(0.5 * _second);
        fleet.Time.Advance(0.5 * _second);
        await fleet.Time.TimerAsync(_second);
        fleet.Time.Advance(_second);

        Assert.Null((await asking).Error);
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task Write_PassingFault_IsNotSentAgain()
    {
        await using var fleet = await Fleet.StartAsync(static request => request.Method == "GET" ? Reply.Ok(Bodies.Runner(9, "a")) : new Reply(502, Bodies.Message("Bad Gateway")));

        Assert.Equal(GitHubFault.Unknown, (await RemoveAsync(fleet)).Error!.Fault);
        Assert.Single(fleet.Server.Lines, static line => line.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_NoAnswerInTime_IsUnknown()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost, ("Retries", "0"));
        var end = new TaskCompletionSource<Reply>();
        fleet.Server.Script = _ => end.Task;

        var asking = AskAsync(fleet);
        await fleet.Server.ArrivalAsync();
        fleet.Time.Advance(10 * _second);

        Assert.Equal(GitHubFault.Unknown, (await asking).Error!.Fault);
        end.SetResult(Reply.Lost);
    }

    private static Task<GitHubResult<GitHubRunner>> AskAsync(Fleet fleet) => fleet.GitHub.RunnerAsync(Fleet.Repository, 1, default);

    private static Task<GitHubResult<bool>> RemoveAsync(Fleet fleet) => fleet.GitHub.RemoveRunnerAsync(Fleet.Repository, 9, default);

    private static Task<GitHubResult<MintedRunner>> MintAsync(Fleet fleet) => fleet.GitHub.MintAsync(Fleet.Repository, "a", ["self-hosted", "uat"], null, default);

    private static (string Name, string Value)[] Rate(int limit, int remaining, DateTimeOffset reset) =>
    [
        ("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Remaining", remaining.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Reset", reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];
}
