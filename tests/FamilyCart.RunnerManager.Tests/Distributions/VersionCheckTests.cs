using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Distributions;

public sealed class VersionCheckTests
{
    private static readonly Version s_ours = new(2, 330, 0);

    private readonly ManualTime _time = new();
    private readonly FakeGitHub _github = new();

    [Theory]
    [InlineData(null, null, nameof(VersionStanding.Unknown))]
    [InlineData(null, "2.330.0", nameof(VersionStanding.Current))]
    [InlineData(null, "2.329.0", nameof(VersionStanding.Current))]
    [InlineData(null, "2.331.0", nameof(VersionStanding.Outdated))]
    [InlineData(0, "2.331.0", nameof(VersionStanding.Deprecated))]
    [InlineData(-5, null, nameof(VersionStanding.Deprecated))]
    [InlineData(1, "2.331.0", nameof(VersionStanding.Ending))]
    public async Task AskAsync_WhatGitHubSays_IsJudged(int? endsInDays, string? newest, string expected)
    {
        _github.Schedule = endsInDays is { } days ? new RunnerSchedule(null, _time.GetUtcNow().AddDays(days)) : null;
        _github.Newest = newest is null ? null : Version.Parse(newest);

        var verdict = await AskAsync("family/cart");

        Assert.Equal(expected, verdict!.Standing.ToString());
        Assert.Equal(verdict.Standing is VersionStanding.Unknown or VersionStanding.Current, verdict.Sentence is null);
        Assert.Contains(newest is not null && verdict.Sentence is not null ? newest : "", verdict.Sentence ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_GitHubPlansNothing_IsCurrentUnlessThereIsANewerOne()
    {
        _github.Schedule = new RunnerSchedule(null, null);
        Assert.Equal(VersionStanding.Current, (await AskAsync("family"))!.Standing);

        _github.Newest = new Version(2, 400, 0);
        Assert.Equal(VersionStanding.Outdated, (await AskAsync("family"))!.Standing);
    }

    [Fact]
    public async Task AskAsync_RegistrationEndsBeforeJobsDo_EndsThen()
    {
        _github.Schedule = new RunnerSchedule(_time.GetUtcNow(), _time.GetUtcNow().AddDays(30));

        Assert.Equal((VersionStanding.Deprecated, _time.GetUtcNow()), await AskAsync("enterprises/families") is { } verdict ? (verdict.Standing, verdict.EndsAt!.Value) : default);
    }

    [Fact]
    public async Task AskAsync_NoScope_IsNoAnswer() => Assert.Null(await AskAsync());

    [Fact]
    public async Task AskAsync_GitHubDoesNotAnswer_IsItsFault()
    {
        _github.VersionsFail = new GitHubError(GitHubFault.Forbidden, "It is not permitted.");

        Assert.False((await Check("family", "family/cart").AskAsync(s_ours, CancellationToken.None)).Try(out _, out var error));
        Assert.Equal(GitHubFault.Forbidden, error!.Fault);
    }

    private VersionCheck Check(params string[] scopes) => new(_github, new Scopes([.. scopes.Select(scope => GitHubScope.TryParse(scope)!)]), _time);

    private async Task<VersionVerdict?> AskAsync(params string[] scopes)
    {
        Assert.True((await Check(scopes).AskAsync(s_ours, CancellationToken.None)).Try(out var verdict, out var error), error?.Detail);
        return verdict;
    }

    private sealed record Scopes(IReadOnlyCollection<GitHubScope> All) : IManagedScopes
    {
        IReadOnlyCollection<GitHubScope> IManagedScopes.Scopes => All;
    }
}
