using System.Text;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class MintTests
{
    private const string Path = "/repos/family/cart/actions/runners";
    private const string Mint = $"POST {Path}/generate-jitconfig";
    private const string Find = $"GET {Path}?name=uat-1-x&per_page=100";

    private static readonly string[] _labels = ["self-hosted", "uat"];

    [Fact]
    public async Task Mint_Good_IsTheRunnerWithItsFiles()
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(201, Bodies.Minted(7, "uat-1-x")));

        var minted = await MintAsync(fleet);

        Assert.True(minted.Try(out var runner, out _));
        Assert.Equal((7, "uat-1-x"), (runner.Runner.Id, runner.Runner.Name));
        Assert.Equal(Bodies.JitSecret, Encoding.UTF8.GetString(runner.Files[".credentials_rsaparams"]));
        Assert.DoesNotContain(Bodies.JitSecret, runner.ToString(), StringComparison.Ordinal);
        var request = Assert.Single(fleet.Server.Requests);
        Assert.Equal(Mint, request.Line);
        Assert.Equal("""{"name":"uat-1-x","runner_group_id":1,"labels":["self-hosted","uat"],"work_folder":"_work"}""", request.Body);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Mint_LostAnswerAndRegistered_IsRemovedAndMintedAnew()
    {
        var mints = 0;
        await using var fleet = await Fleet.StartAsync(request => request.Method switch
        {
            "POST" => ++mints == 1 ? Reply.Lost : new Reply(201, Bodies.Minted(8, "uat-1-x")),
            "GET" => Reply.Ok(Bodies.Runners(Bodies.Runner(7, "uat-1-x"))),
            _ => new Reply(204),
        });

        Assert.True((await MintAsync(fleet)).Try(out var runner, out _));
        Assert.Equal(8, runner.Runner.Id);
        Assert.Equal([Mint, Find, $"DELETE {Path}/7", Mint], fleet.Server.Lines);
        Assert.Contains(fleet.Logs.Lines, static line => line.Event == 3130);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(502)]
    public async Task Mint_NoAnswerAndNotRegistered_IsMintedAgain(int status)
    {
        var mints = 0;
        await using var fleet = await Fleet.StartAsync(request => request.Method switch
        {
            "POST" => ++mints == 1 ? new Reply(status, Bodies.Message("Bad Gateway")) : new Reply(201, Bodies.Minted(8, "uat-1-x")),
            _ => Reply.Ok(Bodies.Runners()),
        });

        Assert.True((await MintAsync(fleet)).Try(out _, out _));
        Assert.Equal([Mint, Find, Mint], fleet.Server.Lines);
    }

    [Fact]
    public async Task Mint_NameTakenByOneThatNeverCameOnline_IsRemovedAndMintedAnew()
    {
        var mints = 0;
        await using var fleet = await Fleet.StartAsync(request => request.Method switch
        {
            "POST" => ++mints == 1 ? new Reply(409, Bodies.Message("Already exists")) : new Reply(201, Bodies.Minted(8, "uat-1-x")),
            "GET" => Reply.Ok(Bodies.Runners(Bodies.Runner(7, "uat-1-x"))),
            _ => new Reply(204),
        });

        Assert.True((await MintAsync(fleet)).Try(out _, out _));
        Assert.Equal([Mint, Find, $"DELETE {Path}/7", Mint], fleet.Server.Lines);
    }

    [Theory]
    [InlineData("online", "linux", false, "\"self-hosted\",\"uat\"")]
    [InlineData("offline", "linux", false, "\"self-hosted\",\"uat\"")]
    [InlineData("offline", "unknown", true, "\"self-hosted\",\"uat\"")]
    [InlineData("offline", "unknown", false, "\"self-hosted\",\"production\"")]
    public async Task Mint_NameTakenByAnother_IsAConflictAndRemovesNothing(string status, string os, bool busy, string labels)
    {
        await using var fleet = await Fleet.StartAsync(request => request.Method == "POST"
            ? new Reply(409, Bodies.Message("Already exists"))
            : Reply.Ok(Bodies.Runners(Bodies.Runner(7, "uat-1-x", status, os, labels, busy))));

        Assert.Equal(GitHubFault.Conflict, (await MintAsync(fleet)).Error!.Fault);
        Assert.Equal([Mint, Find], fleet.Server.Lines);
    }

    [Fact]
    public async Task Mint_LostAgainAndAgain_IsUnknown()
    {
        await using var fleet = await Fleet.StartAsync(static request => request.Method == "POST" ? Reply.Lost : Reply.Ok(Bodies.Runners()));

        Assert.Equal(GitHubFault.Unknown, (await MintAsync(fleet)).Error!.Fault);
        Assert.Equal(3, fleet.Server.Lines.Count(static line => line == Mint));
    }

    [Fact]
    public async Task Mint_NoAnswerUntilTheDeadline_IsUnknown()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost, ("RequestTimeout", "00:01:30"), ("MintTimeout", "00:00:05"));
        var end = new TaskCompletionSource<Reply>();
        fleet.Server.Script = _ => end.Task;

        var minting = MintAsync(fleet);
        await fleet.Server.ArrivalAsync();
        fleet.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(GitHubFault.Unknown, (await minting).Error!.Fault);
        end.SetResult(Reply.Lost);
    }

    [Theory]
    [InlineData("\"not base64\"")]
    [InlineData("\"e30=\"")]
    [InlineData("\"eyIuLi9ldmlsIjoiIn0=\"")]
    [InlineData("null")]
    public async Task Mint_ConfigurationThatIsNone_IsUnknownAndLookedUp(string configuration)
    {
        await using var fleet = await Fleet.StartAsync(request => request.Method switch
        {
            "POST" => new Reply(201, $$"""{"runner":{{Bodies.Runner(7, "uat-1-x")}},"encoded_jit_config":{{configuration}}}"""),
            "GET" => Reply.Ok(Bodies.Runners(Bodies.Runner(7, "uat-1-x"))),
            _ => new Reply(204),
        });

        Assert.Equal(GitHubFault.Unknown, (await MintAsync(fleet)).Error!.Fault);
        Assert.Contains($"DELETE {Path}/7", fleet.Server.Lines);
    }

    [Fact]
    public async Task Mint_RunnerGroup_IsFoundByNameOnce()
    {
        await using var fleet = await Fleet.StartAsync(static request => request.Method == "POST"
            ? new Reply(201, Bodies.Minted(7, "uat-1-x"))
            : Reply.Ok("""{"total_count":2,"runner_groups":[{"id":1,"name":"Default"},{"id":4,"name":"UAT machines"}]}"""));

        await fleet.GitHub.MintAsync(Fleet.Organization, "a", _labels, "uat machines", default);
        await fleet.GitHub.MintAsync(Fleet.Organization, "b", _labels, "uat machines", default);
        var unknown = await fleet.GitHub.MintAsync(Fleet.Organization, "c", _labels, "nobody's", default);

        Assert.Contains("\"runner_group_id\":4", fleet.Server.Requests[1].Body, StringComparison.Ordinal);
        Assert.Equal(4, fleet.Server.Requests.Count);
        Assert.Equal(GitHubFault.NotFound, unknown.Error!.Fault);
        Assert.Contains("nobody's", unknown.Error.Detail, StringComparison.Ordinal);
    }

    private static Task<GitHubResult<MintedRunner>> MintAsync(Fleet fleet) => fleet.GitHub.MintAsync(Fleet.Repository, "uat-1-x", _labels, null, default);
}
