using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class RunnerTests
{
    private const string Path = "/repos/family/cart/actions/runners";

    [Fact]
    public async Task Runners_SeveralPages_AreReadByTheirLinksAndListedOnce()
    {
        Fleet? fleet = null;
        await using var own = fleet = await Fleet.StartAsync(request => request.Query.Contains("page=2", StringComparison.Ordinal)
            ? Reply.Ok(Bodies.Runners(Bodies.Runner(2, "b"), Bodies.Runner(3, "c", "online", "linux", "\"X64\"", busy: true)))
            : Reply.Ok(Bodies.Runners(Bodies.Runner(1, "a"), Bodies.Runner(2, "b")), ("Link", $"<{fleet!.Server.Address}repos/family/cart/actions/runners?per_page=100&page=2>; rel=\"next\"")));

        var runners = Value(await fleet.GitHub.RunnersAsync(Fleet.Repository, default));

        Assert.Equal(["a", "b", "c"], runners.Select(static runner => runner.Name));
        Assert.Equal((true, true, "x64"), (runners[2].Online, runners[2].Busy, runners[2].Labels.Single()));
        Assert.Equal([$"GET {Path}?per_page=100", $"GET {Path}?per_page=100&page=2"], fleet.Server.Lines);
        var request = fleet.Server.Requests[0];
        Assert.Equal(Fleet.Token, request.Bearer);
        Assert.Equal(("application/vnd.github+json", "2022-11-28"), (request.Headers["Accept"], request.Headers["X-GitHub-Api-Version"]));
        Assert.StartsWith("FamilyCart.RunnerManager/", request.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runners_NextPageOnAnotherServer_IsNotAsked()
    {
        await using var other = await ScriptedGitHub.StartAsync();
        await using var fleet = await Fleet.StartAsync(_ => Reply.Ok(Bodies.Runners(), ("Link", $"<{other.Address}repos/family/cart/actions/runners?page=2>; rel=\"next\"")));

        Assert.Equal(GitHubFault.Unknown, Error(await fleet.GitHub.RunnersAsync(Fleet.Repository, default)).Fault);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Runners_NothingHasChanged_IsFreeAndTheKeptAnswer()
    {
        await using var fleet = await Fleet.StartAsync(static request => request.Headers.TryGetValue("If-None-Match", out var tag) && tag == "W/\"1\""
            ? new Reply(304, null, ("ETag", "W/\"1\""))
            : Reply.Ok(Bodies.Runners(Bodies.Runner(1, "a")), ("ETag", "W/\"1\"")));
        var charged = fleet.Count("familycart.runner.github.chargeable_calls", "operation");

        var first = Value(await fleet.GitHub.RunnersAsync(Fleet.Repository, default));
        var second = Value(await fleet.GitHub.RunnersAsync(Fleet.Repository, default));

        Assert.Equal(first[0].Name, Assert.Single(second).Name);
        Assert.Equal(2, fleet.Server.Requests.Count);
        Assert.Equal(1, charged["runners"]);
    }

    [Theory]
    [InlineData(RunnerTokenUse.Registration, "registration-token")]
    [InlineData(RunnerTokenUse.Remove, "remove-token")]
    internal async Task RunnerToken_EitherUse_IsAskedForAndToldToNobody(RunnerTokenUse use, string path)
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(201, """{"token":"AABF3JGZDX3P5PMEXLND6TS6FCWO6","expires_at":"2026-01-02T04:04:05.000+00:00"}"""));

        var token = Value(await fleet.GitHub.RunnerTokenAsync(Fleet.Repository, use, default));

        Assert.Equal([$"POST {Path}/{path}"], fleet.Server.Lines);
        Assert.Equal(("AABF3JGZDX3P5PMEXLND6TS6FCWO6", new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.Zero)), (token.Token, token.ExpiresAt));
        Assert.DoesNotContain(token.Token, token.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201, """{"token":"","expires_at":"2026-01-02T04:04:05Z"}""", GitHubFault.Unknown)]
    [InlineData(403, """{"message":"Resource not accessible by personal access token"}""", GitHubFault.Forbidden)]
    internal async Task RunnerToken_NoToken_IsAFault(int status, string body, GitHubFault fault)
    {
        await using var fleet = await Fleet.StartAsync(_ => new Reply(status, body));

        Assert.Equal(fault, Error(await fleet.GitHub.RunnerTokenAsync(Fleet.Repository, RunnerTokenUse.Registration, default)).Fault);
    }

    [Fact]
    public async Task FindRunner_FilterThatIsWider_IsTheVeryNameOrNull()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Ok(Bodies.Runners(Bodies.Runner(1, "uat-10"), Bodies.Runner(2, "uat-1"))));

        Assert.Equal(2, Value(await fleet.GitHub.FindRunnerAsync(Fleet.Organization, "uat-1", default))!.Id);
        Assert.Null(Value(await fleet.GitHub.FindRunnerAsync(Fleet.Organization, "uat-2", default)));
        Assert.Equal("GET /orgs/family/actions/runners?name=uat-1&per_page=100", fleet.Server.Lines.First());
    }

    [Theory]
    [InlineData(401, "Bad credentials", nameof(GitHubFault.Unauthorized))]
    [InlineData(403, "Resource not accessible by personal access token", nameof(GitHubFault.Forbidden))]
    [InlineData(404, "Not Found", nameof(GitHubFault.NotFound))]
    [InlineData(409, "Already exists", nameof(GitHubFault.Conflict))]
    [InlineData(422, "Validation Failed", nameof(GitHubFault.Refused))]
    [InlineData(500, "Server Error", nameof(GitHubFault.Unknown))]
    public async Task Runner_Refused_IsTheFaultOfItsStatus(int status, string message, string fault)
    {
        await using var fleet = await Fleet.StartAsync(
            _ => new Reply(status, Bodies.Message(message), ("X-Accepted-GitHub-Permissions", "administration=write")), ("Retries", "0"));
        var calls = fleet.Count("familycart.runner.github.calls", "outcome");

        var error = Error(await fleet.GitHub.RunnerAsync(Fleet.Repository, 1, default));

        Assert.Equal(fault, error.Fault.ToString());
        Assert.Single(fleet.Server.Requests);
        Assert.Equal(1, calls[error.Fault.ToString().ToLowerInvariant()]);
        Assert.True(status != 403 || error.Detail.Contains("administration=write", StringComparison.Ordinal), error.Detail);
    }

    [Theory]
    [InlineData("<html>", nameof(GitHubFault.Unknown))]
    [InlineData("{\"id\":\"no number\"}", nameof(GitHubFault.Unknown))]
    [InlineData("null", nameof(GitHubFault.Unknown))]
    [InlineData("", nameof(GitHubFault.Unknown))]
    public async Task Runner_AnswerThatCannotBeRead_IsUnknown(string body, string fault)
    {
        await using var fleet = await Fleet.StartAsync(_ => Reply.Ok(body));

        Assert.Equal(fault, Error(await fleet.GitHub.RunnerAsync(Fleet.Repository, 1, default)).Fault.ToString());
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(404, null)]
    [InlineData(422, nameof(GitHubFault.Refused))]
    [InlineData(403, nameof(GitHubFault.Forbidden))]
    public async Task RemoveRunner_Answer_IsTrueOrItsFault(int status, string? fault)
    {
        await using var fleet = await Fleet.StartAsync(_ => new Reply(status, status == 204 ? null : Bodies.Message("Runner is currently running a job and cannot be deleted.")));

        var removed = await fleet.GitHub.RemoveRunnerAsync(Fleet.Repository, 9, default);

        Assert.Equal(fault, removed.Error?.Fault.ToString());
        Assert.Equal([$"DELETE {Path}/9"], fleet.Server.Lines);
    }

    [Theory]
    [InlineData(404, null)]
    [InlineData(200, nameof(GitHubFault.Unknown))]
    public async Task RemoveRunner_LostAnswer_IsLookedUp(int status, string? fault)
    {
        await using var fleet = await Fleet.StartAsync(request => request.Method == "DELETE" ? Reply.Lost : new Reply(status, status == 200 ? Bodies.Runner(9, "a") : Bodies.Message("Not Found")));

        var removed = await fleet.GitHub.RemoveRunnerAsync(Fleet.Repository, 9, default);

        Assert.Equal(fault, removed.Error?.Fault.ToString());
        Assert.Equal([$"DELETE {Path}/9", $"GET {Path}/9"], fleet.Server.Lines);
    }

    [Fact]
    public async Task Runners_CallerLeaves_Throws()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost);
        using var stop = new CancellationTokenSource();
        fleet.Server.Script = async _ =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Reply.Lost;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fleet.GitHub.RemoveRunnerAsync(Fleet.Repository, 1, stop.Token));
    }

    private static T Value<T>(GitHubResult<T> result) => result.Try(out var value, out var error) || error is null ? value! : throw new InvalidOperationException(error.ToString());

    private static GitHubError Error<T>(GitHubResult<T> result) => result.Error ?? throw new InvalidOperationException("There is no error.");
}
