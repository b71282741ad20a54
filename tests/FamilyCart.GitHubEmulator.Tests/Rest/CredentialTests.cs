using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.GitHubEmulator.Tests.Rest;

public sealed class CredentialTests
{
    [Fact]
    public async Task Token_Unknown_Answers401()
    {
        await using var world = await World.StartAsync();
        using var client = new GitHubClient(world.Emulator.Address, "ghp_wrong");

        var response = await client.GetAsync(World.Runners);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Bad credentials", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Classic_ShowsItsScopesAndExpiryAndIsRefusedWithoutTheRightOne()
    {
        var time = new ManualTime();
        await using var world = await World.StartAsync(time: time);
        var token = world.Control.Add(new TokenRequest(Scopes: ["repo"], ExpiresAt: time.GetUtcNow().AddDays(3)));
        using var client = new GitHubClient(world.Emulator.Address, token);

        var good = await client.GetAsync(World.Runners);
        var refused = await client.GetAsync("orgs/family/actions/runners");

        Assert.Equal("repo", good.Headers.GetValues("X-OAuth-Scopes").Single());
        Assert.Equal("2026-01-05 03:04:05 UTC", good.Headers.GetValues("GitHub-Authentication-Token-Expiration").Single());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("admin:org", refused.Headers.GetValues("X-Accepted-OAuth-Scopes").Single());
        time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(World.Runners)).StatusCode);
    }

    [Fact]
    public async Task Token_FineGrained_NeedsThePermissionAndSeesItsOwnerOnly()
    {
        await using var world = await World.StartAsync();
        var token = world.Control.Add(new TokenRequest(
            CallerKind.FineGrained, Permissions: new Dictionary<string, string> { ["administration"] = "read" }, Owners: ["family"]));
        using var client = new GitHubClient(world.Emulator.Address, token);

        var refused = await client.PostAsync(World.Runners + "/generate-jitconfig", World.Body("one"));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(World.Runners)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("administration=write", refused.Headers.GetValues("X-Accepted-GitHub-Permissions").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("repos/strangers/cart/actions/runners")).StatusCode);
    }

    [Fact]
    public async Task App_GoodJwt_GetsALongInstallationTokenForAnHour()
    {
        var time = new ManualTime();
        await using var world = await World.StartAsync(time: time);
        using var key = RSA.Create(2048);
        world.Control.Add(new AppRequest(42, key.ExportSubjectPublicKeyInfoPem(), "family", 7));
        using var app = new GitHubClient(world.Emulator.Address, Jwt(key, 42, time.GetUtcNow(), TimeSpan.FromMinutes(9)));

        var answer = await GitHubClient.JsonAsync(await app.PostAsync("app/installations/7/access_tokens"));

        var token = answer["token"]!.GetValue<string>();
        Assert.StartsWith("ghs_42_", token, StringComparison.Ordinal);
        Assert.True(token.Length > 300);
        Assert.Equal("2026-01-02T04:04:05Z", answer["expires_at"]!.GetValue<string>());
        using var installation = new GitHubClient(world.Emulator.Address, token);
        Assert.Equal(HttpStatusCode.Created, (await installation.PostAsync(World.Runners + "/generate-jitconfig", World.Body("one"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync(World.Runners)).StatusCode);
        Assert.Equal(7, (await app.JsonAsync("repos/family/cart/installation"))["id"]!.GetValue<int>());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await installation.GetAsync(World.Runners)).StatusCode);
    }

    [Theory]
    [InlineData(0, 11, "too far in the future")]
    [InlineData(0, -1, "Expiration time")]
    [InlineData(2, 9, "Issued at")]
    public async Task App_WrongTimes_Answers401WithTheReason(int issuedIn, int expiresIn, string reason)
    {
        var time = new ManualTime();
        await using var world = await World.StartAsync(time: time);
        using var key = RSA.Create(2048);
        world.Control.Add(new AppRequest(42, key.ExportSubjectPublicKeyInfoPem(), "family"));
        using var app = new GitHubClient(
            world.Emulator.Address, Jwt(key, 42, time.GetUtcNow().AddMinutes(issuedIn), TimeSpan.FromMinutes(expiresIn - issuedIn)));

        var response = await app.GetAsync("app");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains(reason, (await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_ForeignKey_Answers401()
    {
        await using var world = await World.StartAsync();
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        world.Control.Add(new AppRequest(42, key.ExportSubjectPublicKeyInfoPem(), "family"));
        using var app = new GitHubClient(world.Emulator.Address, Jwt(other, 42, DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync("app")).StatusCode);
    }

    private static string Jwt(RSA key, long app, DateTimeOffset issuedAt, TimeSpan life)
    {
        var claims = Encoding.UTF8.GetBytes($$"""{"iat":{{issuedAt.ToUnixTimeSeconds()}},"exp":{{(issuedAt + life).ToUnixTimeSeconds()}},"iss":"{{app}}"}""");
        var signed = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(claims);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
