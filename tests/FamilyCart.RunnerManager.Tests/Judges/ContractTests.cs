using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Judges;

/// <summary>Every call of the client and every answer of the emulator, before GitHub's own description of its API.</summary>
[Trait("Needs", "Npm")]
public sealed class ContractTests(JudgeFixture judge) : IClassFixture<JudgeFixture>, IAsyncLifetime
{
    private const string Hook = "109948940";

    private readonly List<IAsyncDisposable> _started = [];
    private Uri? _judge;
    private Uri? _emulator;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var one in _started)
        {
            await one.DisposeAsync();
        }
    }

    [NodeFact]
    public async Task Client_EveryCallWithAToken_IsAsGitHubDescribesIt()
    {
        var client = await StartAsync(("Hooks:0:Scope", "family/cart"), ("Hooks:0:Id", Hook), ("Hooks:1:Scope", "family"), ("Hooks:1:Id", "109948941"));
        var calls = 0;
        foreach (var name in new[] { "family/cart", "family", "enterprises/families" })
        {
            var scope = GitHubScope.TryParse(name)!;
            var minted = await Ok(client.GitHub.MintAsync(scope, "uat-1-abcdefgh", ["self-hosted", "uat"], null, default));
            Assert.Equal("uat-1-abcdefgh", Assert.Single(await Ok(client.GitHub.RunnersAsync(scope, default))).Name);
            Assert.NotNull(await Ok(client.GitHub.FindRunnerAsync(scope, "uat-1-abcdefgh", default)));
            await Ok(client.GitHub.RunnerAsync(scope, minted.Runner.Id, default));
            Assert.Equal(new Version(2, 335, 0), await Ok(client.GitHub.NewestRunnerAsync(scope, default)));
            Assert.Null((await Ok(client.GitHub.RunnerScheduleAsync(scope, new Version(2, 335, 0), default))).EndsAt);
            client.Control.SetMinimumVersion(new Version(2, 335, 0));
            Assert.Equal(client.Time.GetUtcNow(), (await Ok(client.GitHub.RunnerScheduleAsync(scope, new Version(2, 334, 0), default))).EndsAt);
            Assert.True(await Ok(client.GitHub.RemoveRunnerAsync(scope, minted.Runner.Id, default)));
            if (scope.Kind != ScopeKind.Repository)
            {
                // The group does not exist, and the list that says so is judged.
                Assert.Contains("no runner group 'special'", (await client.GitHub.MintAsync(scope, "uat-1-abcdefgh", ["uat"], "special", default)).Error!.Detail, StringComparison.Ordinal);
            }

            if (scope.Kind != ScopeKind.Enterprise)
            {
                client.Control.Add(new HookRequest("http://127.0.0.1:9/", "secret", name));
            }

            calls++;
        }

        Assert.Equal(3, calls);
        await JobsAsync(client);
        await DeliveriesAsync(client, "family/cart");
        await DeliveriesAsync(client, "family");
        Assert.Null(Assert.Single(await client.Get<CredentialCheck>().RunAsync(default)).ExpiresAt);
    }

    [NodeFact]
    public async Task Client_EveryCallOfAnApp_IsAsGitHubDescribesIt()
    {
        using var key = RSA.Create(2048);
        var client = await StartAsync(("Token", null), ("Apps:0:Id", "7"), ("Apps:0:InstallationId", "70"), ("Apps:0:PrivateKey", key.ExportRSAPrivateKeyPem()));
        client.Control.Add(new AppRequest(7, key.ExportSubjectPublicKeyInfoPem(), "family", 70));
        client.Control.Add(new HookRequest("http://127.0.0.1:9/", "secret"));

        Assert.Empty(await Ok(client.GitHub.RunnersAsync(GitHubScope.TryParse("family/cart")!, default)));
        client.Control.Queue(new RunRequest("family/cart", [new JobRequest("build", ["self-hosted"])]));
        await DeliveriesAsync(client, "family/cart");

        var report = Assert.Single(await client.Get<CredentialCheck>().RunAsync(default));
        Assert.Equal((true, "app-7"), (report.Valid!.Value, report.Name));
    }

    [NodeFact]
    public async Task Judge_WhatGitHubDoesNotDescribe_IsRefused()
    {
        var client = await StartAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await MintAsync(_judge!, """{"name":"uat-1"}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await MintAsync(_emulator!, """{"name":"uat-1"}"""));
        Assert.Equal(HttpStatusCode.Created, await MintAsync(_judge!, """{"name":"uat-1","runner_group_id":1,"labels":["uat"],"work_folder":"_work"}"""));
        client.Control.Add(new Fault(FaultKind.Status, Path: "/actions/runners", Status: 418));

        Assert.NotNull((await client.GitHub.RunnersAsync(GitHubScope.TryParse("family/cart")!, default)).Error);
    }

    private static async Task JobsAsync(EmulatedClient client)
    {
        client.Control.Queue(new RunRequest("family/cart", [new JobRequest("build", ["self-hosted"]), new JobRequest("deploy", ["self-hosted"], Environment: "production")]));
        var jobs = await Ok(client.GitHub.OpenJobsAsync("family/cart", default));
        Assert.Equal(2, jobs.Count);
        await Ok(client.GitHub.JobAsync("family/cart", jobs[0].Id, default));
        Assert.Empty(await Ok(client.GitHub.EndedJobsAsync("family/cart", client.Time.GetUtcNow().AddMinutes(-1), default)));
        Assert.Equal(["family/cart"], await Ok(client.GitHub.PushedRepositoriesAsync(GitHubScope.TryParse("family")!, client.Time.GetUtcNow() - TimeSpan.FromMinutes(1), default)));
        await client.UntilAsync(control => control.PendingDeliveries == 0);
    }

    private static async Task DeliveriesAsync(EmulatedClient client, string name)
    {
        await client.UntilAsync(control => control.PendingDeliveries == 0);
        var (scope, since) = (GitHubScope.TryParse(name)!, client.Time.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.NotEmpty(await Ok(client.GitHub.DeliveriesAsync(scope, since, failedOnly: false, default)));
        var failed = await Ok(client.GitHub.DeliveriesAsync(scope, since, failedOnly: true, default));
        Assert.True(await Ok(client.GitHub.RedeliverAsync(scope, failed[0].Id, default)));
    }

    private async Task<EmulatedClient> StartAsync(params (string Key, string? Value)[] settings)
    {
        var client = await EmulatedClient.StartAsync(["family/cart"], settings, async emulator =>
        {
            _emulator = emulator;
            return _judge = await judge.JudgeAsync(emulator);
        });
        _started.Add(client);
        return client;
    }

    private static async Task<HttpStatusCode> MintAsync(Uri server, string body)
    {
        using var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("test");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", EmulatedClient.Token);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("repos/family/cart/actions/runners/generate-jitconfig", UriKind.Relative), content);
        return answer.StatusCode;
    }

    private static async Task<T> Ok<T>(Task<GitHubResult<T>> call)
    {
        Assert.True((await call).Try(out var value, out var error), error?.ToString());
        return value!;
    }
}
