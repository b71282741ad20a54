using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class AuthenticationTests
{
    private static readonly string _longToken = "ghs_1_" + new string('x', 900);

    [Fact]
    public async Task App_FirstCall_SignsAJwtAndSendsTheInstallationsToken()
    {
        await using var fleet = await StartAsync(Fleet.App(0, "1"));

        Assert.Null((await AskAsync(fleet)).Error);

        Assert.Equal(["POST /app/installations/10/access_tokens", "GET /repos/family/cart/actions/runners/1"], fleet.Server.Lines);
        Assert.Equal(_longToken, fleet.Server.Requests[1].Bearer);
        var (issuer, issued, expires) = Verify(fleet.Server.Requests[0].Bearer);
        Assert.Equal(("1", fleet.Time.GetUtcNow().AddSeconds(-60)), (issuer, issued));
        Assert.InRange(expires - fleet.Time.GetUtcNow(), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task App_TokenThatEndsInFiveMinutes_IsRenewedAndNotBefore()
    {
        await using var fleet = await StartAsync(Fleet.App(0, "1"));
        await AskAsync(fleet);
        fleet.Time.Advance(TimeSpan.FromMinutes(54));
        await AskAsync(fleet);
        Assert.Single(TokenRequests(fleet));

        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(fleet);

        Assert.Equal(2, TokenRequests(fleet).Count());
    }

    [Fact]
    public async Task App_RenewalFailsWhileTheOldTokenIsGood_UsesTheOld()
    {
        await using var fleet = await StartAsync(Fleet.App(0, "1"));
        await AskAsync(fleet);
        fleet.Time.Advance(TimeSpan.FromMinutes(56));
        fleet.Server.Script = request => Task.FromResult(IsToken(request) ? new Reply(503, Bodies.Message("Unavailable")) : Reply.Ok(Bodies.Runner(1, "a")));

        Assert.Null((await AskAsync(fleet)).Error);
        fleet.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(GitHubFault.Unknown, (await AskAsync(fleet)).Error!.Fault);
    }

    [Fact]
    public async Task App_ManyCallsAtOnce_RenewOnce()
    {
        await using var fleet = await StartAsync(Fleet.App(0, "1"));
        var answer = new TaskCompletionSource<Reply>();
        var script = fleet.Server.Script;
        fleet.Server.Script = request => IsToken(request) ? answer.Task : script(request);

        var asking = Enumerable.Range(0, 8).Select(_ => AskAsync(fleet)).ToArray();
        await fleet.Server.ArrivalAsync();
        answer.SetResult(Token(fleet));

        Assert.All(await Task.WhenAll(asking), static answer => Assert.Null(answer.Error));
        Assert.Single(TokenRequests(fleet));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(-1440)]
    public async Task App_LocalClockIsWrong_UsesTheServers(int minutes)
    {
        await using var fleet = await StartAsync(Fleet.App(0, "1"));
        DateTimeOffset Now() => fleet.Time.GetUtcNow().AddMinutes(minutes);
        fleet.Server.Clock = () => Now();
        fleet.Server.Script = request =>
        {
            if (!IsToken(request))
            {
                return Task.FromResult(Reply.Ok(Bodies.Runner(1, "a")));
            }

            var (_, issued, expires) = Verify(request.Bearer);
            return Task.FromResult(issued <= Now() && expires > Now() && expires <= Now().AddMinutes(10)
                ? new Reply(201, Bodies.InstallationToken(_longToken, Now().AddHours(1)))
                : new Reply(401, Bodies.Message("'Expiration time' claim ('exp') is too far in the future")));
        };

        Assert.Null((await AskAsync(fleet)).Error);
        Assert.Null((await AskAsync(fleet)).Error);

        Assert.Equal(2, TokenRequests(fleet).Count());
    }

    [Fact]
    public async Task App_JwtIsRefusedByTheRightClock_IsUnauthorizedAtOnce()
    {
        await using var fleet = await StartAsync(Fleet.App(0, "1"));
        fleet.Server.Script = static _ => Task.FromResult(new Reply(401, Bodies.Message("A JSON web token could not be decoded")));

        var error = (await AskAsync(fleet)).Error!;

        Assert.Equal(GitHubFault.Unauthorized, error.Fault);
        Assert.StartsWith("No token for app-1:", error.Detail, StringComparison.Ordinal);
        Assert.Single(fleet.Server.Requests);
    }

    [Fact]
    public async Task App_TokenThatWasRevoked_IsRenewedOnce()
    {
        await using var fleet = await StartAsync(Fleet.App(0, "1"));
        await AskAsync(fleet);
        fleet.Server.Script = request => Task.FromResult(IsToken(request) ? new Reply(201, Bodies.InstallationToken("ghs_new", fleet.Time.GetUtcNow().AddHours(1)))
            : request.Bearer == "ghs_new" ? new Reply(204)
            : new Reply(401, Bodies.Message("Bad credentials")));

        Assert.Null((await fleet.GitHub.RemoveRunnerAsync(Fleet.Repository, 1, default)).Error);
        Assert.Equal(2, TokenRequests(fleet).Count());

        fleet.Server.Script = request => Task.FromResult(IsToken(request) ? Token(fleet) : new Reply(401, Bodies.Message("Bad credentials")));
        Assert.Equal(GitHubFault.Unauthorized, (await AskAsync(fleet)).Error!.Fault);
        Assert.Equal(3, TokenRequests(fleet).Count());
    }

    [Fact]
    public async Task Apps_Several_ShareTheLoadByWhatIsLeft()
    {
        await using var fleet = await StartAsync([.. Fleet.App(0, "1"), .. Fleet.App(1, "2")]);
        fleet.Server.Script = request => Task.FromResult(IsToken(request)
            ? new Reply(201, Bodies.InstallationToken(request.Path.Contains("/10/", StringComparison.Ordinal) ? "ghs_one" : "ghs_two", fleet.Time.GetUtcNow().AddHours(1)))
            : Reply.Ok(
                Bodies.Runner(1, "a"),
                ("X-RateLimit-Limit", "5000"),
                ("X-RateLimit-Remaining", request.Bearer == "ghs_one" ? "10" : "4000"),
                ("X-RateLimit-Reset", fleet.Time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))));

        for (var call = 0; call < 4; call++)
        {
            Assert.Null((await AskAsync(fleet)).Error);
        }

        Assert.Equal(["ghs_one", "ghs_two", "ghs_two", "ghs_two"], fleet.Server.Requests.Where(static request => !IsToken(request)).Select(static request => request.Bearer));
    }

    [Fact]
    public async Task Token_ChangedConfiguration_IsUsedAtOnce()
    {
        await using var fleet = await StartAsync();
        await AskAsync(fleet);

        fleet.Reconfigure("Token", "ghp_rotated");
        await AskAsync(fleet);

        Assert.Equal([Fleet.Token, "ghp_rotated"], fleet.Server.Requests.Select(static request => request.Bearer));
    }

    [Fact]
    public async Task Token_ConfigurationThatIsRefused_KeepsTheOldAndSaysWhyWithoutIt()
    {
        await using var fleet = await StartAsync();
        await AskAsync(fleet);

        fleet.Reconfigure("Token", "planted bad");
        await AskAsync(fleet);

        Assert.Equal(Fleet.Token, fleet.Server.Requests[1].Bearer);
        var line = Assert.Single(fleet.Logs.Lines, static line => line.Event == 3100);
        Assert.Contains("GitHub:Token", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenFile_ThatChanges_IsReadAgain()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "ghp_first\n");
            await using var fleet = await StartAsync(("Token", null), ("TokenFile", path));
            await AskAsync(fleet);
            await File.WriteAllTextAsync(path, "ghp_second\n");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
            await AskAsync(fleet);
            File.Delete(path);

            Assert.Equal(["ghp_first", "ghp_second"], fleet.Server.Requests.Select(static request => request.Bearer));
            Assert.Equal(GitHubFault.Unauthorized, (await AskAsync(fleet)).Error!.Fault);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Secrets_WhateverFails_AreInNoLogAndNoDetail()
    {
        var details = new StringBuilder();
        int[] statuses = [0, 400, 401, 403, 404, 409, 422, 429, 500];
        foreach (var status in statuses)
        {
            await using var app = await StartAsync([.. Fleet.App(0, "1"), ("Retries", "0"), ("WebhookSecret", "planted-webhook")]);
            app.Server.Script = request => Task.FromResult(IsToken(request) ? Token(app) : new Reply(status, Bodies.Message("No")));
            details.Append((await AskAsync(app)).Error).Append((await app.GitHub.MintAsync(Fleet.Repository, "a", ["uat"], null, default)).Error);
            await using var personal = await StartAsync(("Retries", "0"));
            personal.Server.Script = _ => Task.FromResult(new Reply(status, Bodies.Message("No")));
            details.Append((await AskAsync(personal)).Error);
            details.AppendJoin('\n', app.Logs.Lines.Concat(personal.Logs.Lines).Select(static line => line.Text));
            details.Append(app.Get<RunnerManager.GitHub.Settings.GitHubSettings>()).Append(personal.Get<RunnerManager.GitHub.Settings.GitHubSettings>());
        }

        var text = details.ToString();
        Assert.Contains("GitHub", text, StringComparison.Ordinal);
        foreach (var secret in new[] { Fleet.Token, _longToken, "planted-webhook", "PRIVATE KEY", Fleet.Key.Split('\n')[5], "eyJ" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    private static async Task<Fleet> StartAsync(params (string Key, string? Value)[] settings)
    {
        var fleet = await Fleet.StartAsync(static _ => Reply.Lost, settings);
        fleet.Server.Script = request => Task.FromResult(IsToken(request) ? Token(fleet) : Reply.Ok(Bodies.Runner(1, "a")));
        return fleet;
    }

    private static Reply Token(Fleet fleet) => new(201, Bodies.InstallationToken(_longToken, fleet.Time.GetUtcNow().AddHours(1)));

    private static bool IsToken(Request request) => request.Path.EndsWith("/access_tokens", StringComparison.Ordinal);

    private static IEnumerable<Request> TokenRequests(Fleet fleet) => fleet.Server.Requests.Where(IsToken);

    private static Task<GitHubResult<GitHubRunner>> AskAsync(Fleet fleet) => fleet.GitHub.RunnerAsync(Fleet.Repository, 1, default);

    private static (string Issuer, DateTimeOffset Issued, DateTimeOffset Expires) Verify(string jwt)
    {
        var parts = jwt.Split('.');
        using var key = RSA.Create();
        key.ImportFromPem(Fleet.Key);
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("""{"alg":"RS256","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        return (
            claims.RootElement.GetProperty("iss").GetString()!,
            DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("iat").GetInt64()),
            DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64()));
    }
}
