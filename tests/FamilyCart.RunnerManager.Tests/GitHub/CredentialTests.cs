using FamilyCart.RunnerManager.GitHub.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class CredentialTests
{
    private const string Rates = """{"resources":{"core":{"limit":5000,"remaining":4999,"reset":1767330000,"used":1},"actions_runner_registration":{"limit":10000,"remaining":10000,"reset":1767330000,"used":0}},"rate":{"limit":5000}}""";

    [Theory]
    [InlineData("repo, admin:org", "", "")]
    [InlineData("repo", "admin:org", "")]
    [InlineData("repo, admin:org, delete_repo, user", "", "delete_repo,user")]
    [InlineData("", "admin:org,repo", "")]
    public async Task Check_ClassicToken_NamesWhatIsMissingAndWhatIsTooMuch(string scopes, string missing, string excess)
    {
        await using var fleet = await Fleet.StartAsync(_ => Reply.Ok(Rates, ("X-OAuth-Scopes", scopes), ("GitHub-Authentication-Token-Expiration", "2026-01-12 15:04:05 UTC")));
        fleet.Get<Fleet.ScopeList>().Scopes = [Fleet.Repository, Fleet.Organization];

        var report = Assert.Single(await fleet.Get<CredentialCheck>().RunAsync(default));

        Assert.Equal(missing.Length == 0, report.Valid);
        Assert.Equal(missing.Split(',', StringSplitOptions.RemoveEmptyEntries).Length, report.Faults.Count);
        Assert.All(missing.Split(',').Zip(report.Faults), static pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(excess, string.Join(',', report.Excess));
        Assert.Equal(10.5, report.DaysLeft(fleet.Time.GetUtcNow()));
        Assert.Equal(["GET /rate_limit"], fleet.Server.Lines);
    }

    [Theory]
    [InlineData("2026-01-03 05:04:05 +0200")]
    [InlineData("2026-01-02 19:04:05 -0800")]
    public async Task Check_ExpiryInAnotherZone_IsRead(string expiry)
    {
        await using var fleet = await Fleet.StartAsync(_ => Reply.Ok(Rates, ("X-OAuth-Scopes", "repo"), ("GitHub-Authentication-Token-Expiration", expiry)));

        Assert.Equal(1, Assert.Single(await fleet.Get<CredentialCheck>().RunAsync(default)).DaysLeft(fleet.Time.GetUtcNow()));
    }

    [Fact]
    public async Task Check_ExpiredToken_IsInvalid()
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(401, Bodies.Message("Bad credentials")));

        var report = Assert.Single(await fleet.Get<CredentialCheck>().RunAsync(default));

        Assert.False(report.Valid);
        Assert.Contains("Bad credentials", Assert.Single(report.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_GitHubCannotBeAsked_SaysNothingOfTheCredential()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost, ("Retries", "0"));

        Assert.Null(Assert.Single(await fleet.Get<CredentialCheck>().RunAsync(default)).Valid);
    }

    [Fact]
    public async Task Check_FineGrainedToken_IsTriedOnEveryScope()
    {
        await using var fleet = await Fleet.StartAsync(static request => request.Path switch
        {
            "/rate_limit" => Reply.Ok(Rates),
            "/repos/family/cart/actions/runners/generate-jitconfig" => new Reply(422, Bodies.Message("Invalid request.")),
            "/repos/family/cart/actions/runs" => Reply.Ok("""{"total_count":0,"workflow_runs":[]}"""),
            _ => new Reply(403, Bodies.Message("Resource not accessible by personal access token"), ("X-Accepted-GitHub-Permissions", "organization_self_hosted_runners=read")),
        });
        fleet.Get<Fleet.ScopeList>().Scopes = [Fleet.Repository, Fleet.Organization];

        var report = Assert.Single(await fleet.Get<CredentialCheck>().RunAsync(default));

        Assert.False(report.Valid);
        Assert.StartsWith("family: the permission organization_self_hosted_runners: write is missing", Assert.Single(report.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"actions":"read","metadata":"read","administration":"write"}""", null, "", "")]
    [InlineData("""{"metadata":"read","administration":"read"}""", null, "actions: read|administration: write", "")]
    [InlineData("""{"actions":"write","metadata":"read","administration":"write","contents":"write"}""", null, "", "actions: write|contents: write")]
    [InlineData("""{"actions":"read","administration":"write"}""", "2026-01-01T00:00:00Z", "suspended", "")]
    public async Task Check_App_JudgesThePermissionsOfItsInstallation(string permissions, string? suspended, string missing, string excess)
    {
        await using var fleet = await Fleet.StartAsync(
            _ => Reply.Ok($$"""{"id":10,"permissions":{{permissions}},"suspended_at":{{(suspended is null ? "null" : $"\"{suspended}\"")}}}"""), Fleet.App(0, "1"));
        fleet.Get<Fleet.ScopeList>().Scopes = [Fleet.Repository];

        var report = Assert.Single(await fleet.Get<CredentialCheck>().RunAsync(default));

        Assert.Equal(("app-1", missing.Length == 0), (report.Name, report.Valid!.Value));
        Assert.Equal(missing.Split('|', StringSplitOptions.RemoveEmptyEntries).Length, report.Faults.Count);
        Assert.All(missing.Split('|').Zip(report.Faults), static pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(excess, string.Join('|', report.Excess));
        Assert.Equal(["GET /app/installations/10"], fleet.Server.Lines);
    }

    [Fact]
    public async Task Watch_StartHourAndReload_ChecksEachTime()
    {
        await using var fleet = await Fleet.StartAsync(_ => Reply.Ok(Rates, ("X-OAuth-Scopes", "repo, gist"), ("GitHub-Authentication-Token-Expiration", "2026-01-05 03:04:05 UTC")));
        var watch = fleet.Get<IEnumerable<IHostedService>>().OfType<CredentialWatch>().Single();
        await watch.StartAsync(default);
        await fleet.Time.TimerAsync(TimeSpan.FromHours(1));
        Assert.Equal(3, Assert.Single(fleet.Get<CredentialReports>().Current).DaysLeft(fleet.Time.GetUtcNow()));

        fleet.Time.Advance(TimeSpan.FromHours(1));
        await fleet.Server.ArrivalAsync();
        await fleet.Server.ArrivalAsync();
        await fleet.Time.TimerAsync(TimeSpan.FromHours(1));
        fleet.Reconfigure("Token", "ghp_rotated");
        await fleet.Server.ArrivalAsync();

        Assert.Equal("ghp_rotated", fleet.Server.Requests[^1].Bearer);
        Assert.Contains(fleet.Logs.Lines, static line => line.Event == 3121 && line.Text.Contains("gist", StringComparison.Ordinal));
        Assert.Contains(fleet.Logs.Lines, static line => line.Event == 3122);
        await watch.StopAsync(default);
    }
}
