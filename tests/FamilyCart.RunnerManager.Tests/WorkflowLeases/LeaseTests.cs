using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.WorkflowLeases;

/// <summary>The leases of a whole manager, as workflows call them.</summary>
public sealed class LeaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Key = "a-key-that-nobody-guesses";

    private PostgresDatabase? _database;
    private RunningManager? _manager;

    private RunningManager Manager => _manager!;

    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _manager = await StartAsync();
    }

    public async Task DisposeAsync() => await _manager!.DisposeAsync();

    [Fact]
    public async Task Post_Free_Is201WithEpochAndIdAndEveryoneSeesTheHolderButNotTheId()
    {
        var taken = await Manager.CallAsync(
            HttpMethod.Post, "/api/leases/production", new { holder = "family/cart run 1", seconds = 600, reason = "deploy 1.2", run_url = "https://github.com/family/cart/actions/runs/1" });
        var shown = await Manager.CallAsync(HttpMethod.Get, "/api/leases/production");

        Assert.Equal((201, 1), (taken.Status, taken.Number("epoch")));
        Assert.Equal(64, taken.Text("lease_id")!.Length);
        Assert.InRange(taken.Number("seconds_left"), 500, 600);
        Assert.True(taken.Json.GetProperty("expires_at").GetDateTimeOffset() > taken.Json.GetProperty("taken_at").GetDateTimeOffset());
        Assert.Equal((200, "True", "family/cart run 1", "deploy 1.2"), (shown.Status, shown.Text("held"), shown.Text("holder"), shown.Text("reason")));
        Assert.Equal("https://github.com/family/cart/actions/runs/1", shown.Text("run_url"));
        Assert.Null(shown.Text("lease_id"));
    }

    [Fact]
    public async Task Post_Held_Is409WithTheHolderAndTheTime()
    {
        var first = await Manager.TakeAsync("production", "run 1");

        var second = await Manager.TakeAsync("production", "run 2");

        Assert.Equal((409, "run 1", 1), (second.Status, second.Text("holder"), second.Number("epoch")));
        Assert.Equal(first.Text("expires_at"), second.Text("expires_at"));
        Assert.InRange(second.Number("seconds_left"), 500, 600);
        Assert.Contains("run 1 has the lease production for ", second.Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain(first.Text("lease_id")!, second.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RepeatedWithItsKey_GetsTheAnswerThatWasLost()
    {
        var lost = await Manager.TakeAsync("production", "run 1", key: Key);
        var again = await Manager.TakeAsync("production", "run 1", key: Key);

        Assert.Equal((201, lost.Text("lease_id"), lost.Number("epoch")), (again.Status, again.Text("lease_id"), again.Number("epoch")));
        Assert.Equal(200, (await Manager.RenewAsync("production", again.Number("epoch"), again.Text("lease_id")!)).Status);
    }

    [Theory]
    [InlineData("run 1", null)]
    [InlineData("run 1", "another-key-that-nobody-guesses")]
    [InlineData("run 2", Key)]
    public async Task Post_WithoutItsKeyOrAsAnother_Is409(string holder, string? key)
    {
        await Manager.TakeAsync("production", "run 1", key: Key);

        Assert.Equal(409, (await Manager.TakeAsync("production", holder, key: key)).Status);
    }

    [Fact]
    public async Task Delete_OnesOwn_Is204AlsoWhenRepeatedAndTheNextHolderHasAHigherEpoch()
    {
        var first = await Manager.TakeAsync("production", "run 1", key: Key);

        Assert.Equal(204, (await Manager.ReleaseAsync("production", 1, first.Text("lease_id")!)).Status);
        Assert.Equal(204, (await Manager.ReleaseAsync("production", 1, first.Text("lease_id")!)).Status);

        var late = await Manager.TakeAsync("production", "run 1", key: Key);
        Assert.Equal((410, "released"), (late.Status, late.Text("ending")));
        Assert.Equal((201, 2), await Manager.TakeAsync("production", "run 2") is var next ? (next.Status, next.Number("epoch")) : default);
        Assert.Equal((409, "run 2"), await Manager.RenewAsync("production", 1, first.Text("lease_id")!) is var stale ? (stale.Status, stale.Text("holder")) : default);
    }

    [Fact]
    public async Task Put_Lost_Is410AndSaysThatItExpired()
    {
        var lease = await Manager.TakeAsync("production", "run 1", seconds: 1);
        await Eventually.IsAsync(() => Manager.CallAsync(HttpMethod.Get, "/api/leases/production").GetAwaiter().GetResult().Text("held"), held => held == "False");

        var renewed = await Manager.RenewAsync("production", 1, lease.Text("lease_id")!);

        Assert.Equal((410, "expired"), (renewed.Status, renewed.Text("ending")));
        Assert.Equal(410, (await Manager.ReleaseAsync("production", 1, lease.Text("lease_id")!)).Status);
    }

    [Fact]
    public async Task Lease_ManagerStartsAnew_IsStillHeldAndCanBeReleased()
    {
        var lease = await Manager.TakeAsync("production", "run 1");
        await Manager.DisposeAsync();
        _manager = await StartAsync();

        Assert.Equal(409, (await Manager.TakeAsync("production", "run 2")).Status);
        Assert.Equal(204, (await Manager.ReleaseAsync("production", 1, lease.Text("lease_id")!)).Status);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("nobody's token of this test at all", 401)]
    [InlineData("", 401)]
    [InlineData(Workflow.Viewer, 403)]
    [InlineData(Workflow.Operator, 201)]
    public async Task Post_Token_OpensForWorkflowsAndOperatorsAlone(string? token, int status)
    {
        var answer = await Manager.CallAsync(HttpMethod.Post, "/api/leases/production", new { holder = "run 1", seconds = 60 }, token);

        Assert.Equal(status, answer.Status);
        if (status != 201)
        {
            Assert.Equal(404, (await Manager.CallAsync(HttpMethod.Get, "/api/leases/production")).Status);
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task AnyMethod_WithoutToken_Is401(string method) =>
        Assert.Equal(401, (await Manager.CallAsync(new HttpMethod(method), "/api/leases/production?epoch=1", method == "PUT" ? new { epoch = 1, seconds = 1 } : null, token: null)).Status);

    [Theory]
    [InlineData("Production")]
    [InlineData("a%2Fb")]
    [InlineData("host:here")]
    [InlineData("-a")]
    [InlineData("a%0A")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901")]
    public async Task Post_NameThatIsNone_Is400(string name) =>
        Assert.Equal(400, (await Manager.TakeAsync(name, "run 1")).Status);

    [Fact]
    public async Task Post_NamedAsTheManagersOwnLease_IsAnotherLease()
    {
        await Eventually.IsAsync(
            () => Database.AskAsync<long>(_database!.RuntimeConnectionString, "select count(*) from lease where name = 'leader'").GetAwaiter().GetResult(), count => count == 1);

        Assert.Equal(201, (await Manager.TakeAsync("leader", "run 1")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"holder\": \"run 1\"}")]
    [InlineData("{\"holder\": null, \"seconds\": 60}")]
    [InlineData("{\"holder\": \"run 1\", \"seconds\": \"60\"}")]
    [InlineData("{\"holder\": \"run 1\", \"seconds\": 60, \"secods\": 1}")]
    [InlineData("{\"holder\": \"run 1\", \"holder\": \"run 2\", \"seconds\": 60}")]
    [InlineData("{\"holder\": \"run 1\", \"seconds\": 0}")]
    [InlineData("{\"holder\": \"run 1\", \"seconds\": 3601}")]
    [InlineData("{\"holder\": \"run 1\", \"seconds\": 99999999999}")]
    [InlineData("{\"holder\": \"\", \"seconds\": 60}")]
    [InlineData("{\"holder\": \"run\\n1\", \"seconds\": 60}")]
    [InlineData("{\"holder\": \"run 1\", \"seconds\": 60, \"reason\": \"two\\nlines\"}")]
    [InlineData("{\"holder\": \"run 1\", \"seconds\": 60, \"run_url\": \"javascript:alert(1)\"}")]
    public async Task Post_BodyThatIsNone_Is400WithAProblem(string body)
    {
        var answer = await Manager.CallAsync(HttpMethod.Post, "/api/leases/production", body);

        Assert.Equal(400, answer.Status);
        Assert.False(string.IsNullOrEmpty(answer.Text("detail")));
        Assert.Equal(404, (await Manager.CallAsync(HttpMethod.Get, "/api/leases/production")).Status);
    }

    [Fact]
    public async Task Post_GiantBody_Is413()
    {
        Assert.Equal(413, (await Manager.CallAsync(HttpMethod.Post, "/api/leases/production", new string('x', 200_000))).Status);
        Assert.Equal(201, (await Manager.TakeAsync("production", "run 1")).Status);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("a key with blanks in it")]
    public async Task Post_KeyThatIsNone_Is400(string key) => Assert.Equal(400, (await Manager.TakeAsync("production", "run 1", key: key)).Status);

    [Theory]
    [InlineData("junk-1", 404)]
    [InlineData("productions", 404)]
    [InlineData("staging", 201)]
    [InlineData("deploy-web", 201)]
    public async Task Post_NameThatNobodyConfigured_Is404AndSaysWhichThereAre(string name, int status)
    {
        var answer = await Manager.TakeAsync(name, "run 1");

        Assert.Equal(status, answer.Status);
        if (status == 404)
        {
            Assert.Contains("There are uat, staging, production, leader, deploy-*; Leases:Names", answer.Text("detail"), StringComparison.Ordinal);
            Assert.Equal(0, await Database.AskAsync<long>(_database!.RuntimeConnectionString, "select count(*) from workflow_lease"));
        }
    }

    [Fact]
    public async Task Post_MoreThanMayBeHeldAtOnce_Is429AndHindersNoNameOfItsOwn()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Manager.TakeAsync($"deploy-{number}", $"run {number}")));

        var taken = answers.Where(answer => answer.Status == 201).ToList();
        var full = answers.Where(answer => answer.Status == 429).ToList();
        Assert.Equal((3, 9), (taken.Count, full.Count));
        Assert.Contains("Leases:MostHeld", full[0].Text("detail"), StringComparison.Ordinal);
        Assert.Equal(201, (await Manager.TakeAsync("production", "run 13")).Status);
        Assert.Equal(204, (await Manager.ReleaseAsync(taken[0].Text("name")!, 1, taken[0].Text("lease_id")!)).Status);
        Assert.Equal(201, (await Manager.TakeAsync("deploy-14", "run 14")).Status);
    }

    [Fact]
    public async Task PutAndDelete_NameThatIsNoLongerConfigured_GoOn()
    {
        var lease = await Manager.TakeAsync("deploy-web", "run 1");
        await Manager.DisposeAsync();
        _manager = await RunningManager.StartAsync(_database!, Workflow.Settings);

        Assert.Equal(404, (await Manager.TakeAsync("deploy-web", "run 2")).Status);
        Assert.Equal(200, (await Manager.RenewAsync("deploy-web", 1, lease.Text("lease_id")!)).Status);
        Assert.Equal(204, (await Manager.ReleaseAsync("deploy-web", 1, lease.Text("lease_id")!)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?epoch=")]
    [InlineData("?epoch=-1")]
    [InlineData("?epoch=x")]
    public async Task Delete_EpochThatIsNone_Is400(string query) =>
        Assert.Equal(400, (await Manager.CallAsync(HttpMethod.Delete, $"/api/leases/production{query}")).Status);

    private Task<RunningManager> StartAsync() => RunningManager.StartAsync(_database!, [.. Workflow.Settings, "--Leases:Names=leader, deploy-*", "--Leases:MostHeld=3"]);
}
