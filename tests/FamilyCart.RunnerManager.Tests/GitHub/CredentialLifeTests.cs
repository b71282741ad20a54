using System.Security.Cryptography;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.RunnerManager.Tests.GitHub;

/// <summary>Credentials that expire, change, are too wide or too narrow, before the emulator.</summary>
public sealed class CredentialLifeTests : IAsyncLifetime
{
    private static readonly GitHubScope s_scope = GitHubScope.TryParse("family/cart")!;

    private readonly string _file = Path.GetTempFileName();
    private EmulatedClient? _client;

    private EmulatedClient Client => _client!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        File.Delete(_file);
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Token_Expires_IsToldBeforeAndAfterAndReplacedWithoutARestart()
    {
        await StartWithFileAsync();
        Client.Control.Add(new TokenRequest(Token: "ghp_short_lived", Scopes: ["repo"], ExpiresAt: Client.Time.GetUtcNow().AddDays(3)));
        Rotate("ghp_short_lived");
        var report = await CheckAsync();
        Assert.Equal((true, 3d), (report.Valid!.Value, report.DaysLeft(Client.Time.GetUtcNow())!.Value));

        Client.Time.Advance(TimeSpan.FromDays(4));
        report = await CheckAsync();
        Assert.False(report.Valid);
        Assert.Contains("Bad credentials", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Equal(GitHubFault.Unauthorized, (await MintAsync()).Error!.Fault);
        Rotate(EmulatedClient.Token);

        Assert.Null((await MintAsync()).Error);
        Assert.True((await CheckAsync()).Valid);
    }

    [Fact]
    public async Task Token_RotatedWhileACallIsUnderWay_IsSentAgainWithTheNewOne()
    {
        await StartWithFileAsync();
        var old = Client.Control.Add(new TokenRequest(Token: "ghp_old", Scopes: ["repo"]));
        Rotate(old);
        var hold = Client.Control.Add(new Fault(FaultKind.Hold, "POST", "/generate-jitconfig"));
        var call = MintAsync();
        await Client.UntilAsync(control => control.Faults.Any(fault => fault.Struck > 0));

        Rotate(EmulatedClient.Token);
        Client.Control.Revoke(old);
        Client.Control.RemoveFault(hold);

        Assert.Null((await call).Error);
        Assert.Single(Client.Control.Runners);
    }

    [Fact]
    public async Task Watch_FileChanges_ChecksWithoutWaitingForTheHour()
    {
        await StartWithFileAsync();
        Client.Control.Add(new TokenRequest(Token: "ghp_wide", Scopes: ["repo", "delete_repo"]));
        var watch = Client.Get<IEnumerable<IHostedService>>().OfType<CredentialWatch>().Single();
        await watch.StartAsync(default);
        // A request's own limit is a timer of the same length.
        await Eventually.IsAsync(() => Client.Get<CredentialReports>().Current.Count, checks => checks == 1);
        await Client.Time.TimerAsync(TimeSpan.FromSeconds(10));

        Rotate("ghp_wide");
        Client.Time.Advance(TimeSpan.FromSeconds(10));

        await Eventually.IsAsync(() => Client.Logs.Lines.Count(line => line.Event == 3121 && line.Text.Contains("delete_repo", StringComparison.Ordinal)), told => told == 1);
        await watch.StopAsync(default);
    }

    [Fact]
    public async Task Token_TooWide_IsValidAndNamesWhatIsTooMuch()
    {
        await StartWithFileAsync();
        Client.Control.Add(new TokenRequest(Token: "ghp_wide", Scopes: ["repo", "admin:org", "delete_repo"]));
        Rotate("ghp_wide");

        var report = await CheckAsync();

        Assert.True(report.Valid);
        Assert.Equal(["admin:org", "delete_repo"], report.Excess);
    }

    [Theory]
    [InlineData("administration=read,actions=read,repository_hooks=write", "administration: write")]
    [InlineData("administration=write,repository_hooks=write", "actions: read")]
    [InlineData("administration=write,actions=read", "repository_hooks: write")]
    [InlineData("administration=write,actions=read,repository_hooks=write", null)]
    public async Task FineGrainedToken_Probed_NamesTheMissingPermissionAndRegistersNothing(string permissions, string? missing)
    {
        await StartWithFileAsync(("Hooks:0:Scope", "family/cart"), ("Hooks:0:Id", "109948940"));
        Client.Control.Add(new FamilyCart.GitHubEmulator.Hooks.HookRequest("http://127.0.0.1:9/", null, "family/cart"));
        Rotate(Client.Control.Add(new TokenRequest(
            CallerKind.FineGrained, "github_pat_narrow", Permissions: permissions.Split(',').Select(entry => entry.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]))));

        var report = await CheckAsync();

        Assert.Equal(missing is null, report.Valid);
        Assert.Equal(missing is null ? 0 : 1, report.Faults.Count);
        Assert.All(report.Faults, fault => Assert.StartsWith($"family/cart: the permission {missing} is missing", fault, StringComparison.Ordinal));
        Assert.Empty(Client.Control.Runners);
    }

    [Fact]
    public void App_HookOfARepository_NeedsItsPermission()
    {
        var (missing, excess) = PermissionRules.JudgeApp(
            new Dictionary<string, string> { ["actions"] = "read", ["administration"] = "write", ["organization_hooks"] = "write" }, [ScopeKind.Repository], [ScopeKind.Repository]);

        Assert.Equal(["repository_hooks: write"], missing);
        Assert.Equal(["organization_hooks: write"], excess);
    }

    [Fact]
    public async Task Apps_OneIsBroken_TheOtherServes()
    {
        using var known = RSA.Create(2048);
        using var unknown = RSA.Create(2048);
        _client = await EmulatedClient.StartAsync(
            ["family/cart"],
            [
                ("Token", null),
                ("Apps:0:Id", "8"), ("Apps:0:InstallationId", "80"), ("Apps:0:PrivateKey", unknown.ExportRSAPrivateKeyPem()),
                ("Apps:1:Id", "7"), ("Apps:1:InstallationId", "70"), ("Apps:1:PrivateKey", known.ExportRSAPrivateKeyPem()),
            ]);
        Client.Control.Add(new AppRequest(7, known.ExportSubjectPublicKeyInfoPem(), "family", 70));

        Assert.Null((await MintAsync()).Error);
        Assert.Null((await Client.GitHub.RunnersAsync(s_scope, default)).Error);

        var reports = await Client.Get<CredentialCheck>().RunAsync(default);
        Assert.Equal([("app-8", false), ("app-7", true)], reports.Select(report => (report.Name, report.Valid!.Value)));
    }

    private async Task StartWithFileAsync(params (string Key, string? Value)[] settings)
    {
        await File.WriteAllTextAsync(_file, EmulatedClient.Token);
        _client = await EmulatedClient.StartAsync(["family/cart"], [("Token", null), ("TokenFile", _file), .. settings]);
    }

    private int _rotations;

    // The clock of a file system may be coarse.
    private void Rotate(string token)
    {
        File.WriteAllText(_file, token);
        File.SetLastWriteTimeUtc(_file, DateTime.UtcNow.AddMinutes(++_rotations));
    }

    private async Task<CredentialReport> CheckAsync() => Assert.Single(await Client.Get<CredentialCheck>().RunAsync(default));

    private Task<GitHubResult<MintedRunner>> MintAsync() => Client.GitHub.MintAsync(s_scope, "uat-1-abcdefgh", ["self-hosted"], null, default);
}
