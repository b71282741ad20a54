using System.Net;
using System.Text;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Intake;

/// <summary>The webhook of a whole manager, on real Kestrel and a real database.</summary>
public sealed class WebhookTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresDatabase? _database;
    private NpgsqlDataSource? _source;
    private RunningManager? _manager;

    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _source = NpgsqlDataSource.Create(_database.RuntimeConnectionString);
        _manager = await RunningManager.StartAsync(
            _database, $"--GitHub:WebhookSecret={WorkflowJobs.Secret}", "--Webhook:LargestBody=5000", "--Pools:uat:Scope=family/cart");
    }

    public async Task DisposeAsync()
    {
        await _manager!.DisposeAsync();
        await _source!.DisposeAsync();
    }

    [Fact]
    public async Task Post_SignedJob_IsStoredThenAcceptedAndBecomesAJob()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(WorkflowJobs.Request(WorkflowJobs.Body(5))));

        Assert.Equal(1, await CountAsync("webhook_delivery where job_id = 5 and run_id = 105 and action = 'queued'"));
        Assert.Equal(1, await CountAsync("workflow_job where id = 5 and status = 'queued' and labels = '{self-hosted}'"));
        Assert.Equal(0, await CountAsync("webhook_delivery where processed_at is null"));
    }

    [Fact]
    public async Task Post_WhileSomebodyHoldsTheJobs_IsStoredAndAcceptedAndRecordedLater()
    {
        await using var owner = NpgsqlDataSource.Create(_database!.OwnerConnectionString);
        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table workflow_job in share mode", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(WorkflowJobs.Request(WorkflowJobs.Body(5))));

        Assert.Equal((1, 0), (await CountAsync("webhook_delivery where job_id = 5 and processed_at is null"), await CountAsync("workflow_job")));
        await transaction.CommitAsync();
        await EventuallyCountAsync(1, "workflow_job where id = 5 and status = 'queued'");
        await EventuallyCountAsync(0, "webhook_delivery where processed_at is null");
    }

    [Fact]
    public async Task Post_SameDeliveryTwice_IsStoredOnce()
    {
        var id = Guid.NewGuid().ToString();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(WorkflowJobs.Request(WorkflowJobs.Body(5), id: id)));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(WorkflowJobs.Request(WorkflowJobs.Body(5), id: id)));

        Assert.Equal(1, await CountAsync("webhook_delivery"));
    }

    [Fact]
    public async Task Post_ManyAtOnceInAnyOrder_LeavesEveryJobWhereItEnded()
    {
        string[] actions = ["completed", "queued", "in_progress", "queued"];
        var requests = from id in Enumerable.Range(1, 50) from action in actions select WorkflowJobs.Request(WorkflowJobs.Body(id, action));

        var answers = await Task.WhenAll(requests.Select(PostAsync));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer));
        await EventuallyCountAsync(50, "workflow_job where status = 'completed'");
        Assert.Equal(200, await CountAsync("webhook_delivery"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=0123456789")]
    [InlineData("another body")]
    [InlineData("another secret")]
    public async Task Post_BadSignature_IsRefusedAndStoredNowhere(string signature)
    {
        var body = WorkflowJobs.Body(5);
        var wrong = signature switch
        {
            "another body" => WorkflowJobs.Sign(body + " "),
            "another secret" => WorkflowJobs.Sign(body, "a secret of somebody else"),
            _ => signature,
        };

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(WorkflowJobs.Request(body, wrong)));

        Assert.Equal(0, await CountAsync("webhook_delivery"));
    }

    [Theory]
    [InlineData("somebody/else", HttpStatusCode.Forbidden)]
    [InlineData("family/cart2", HttpStatusCode.Forbidden)]
    [InlineData("not a repository", HttpStatusCode.BadRequest)]
    public async Task Post_RepositoryOfNoPool_IsRefused(string repository, HttpStatusCode status) =>
        Assert.Equal(status, await PostAsync(WorkflowJobs.Request(WorkflowJobs.Body(repository: repository))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_GiantBody_IsRefused(bool chunked)
    {
        using var request = WorkflowJobs.Request(new string('x', 200_000));
        request.Headers.TransferEncodingChunked = chunked;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(request));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(WorkflowJobs.Request(WorkflowJobs.Body())));
    }

    [Fact]
    public async Task Post_BodyInPieces_IsPutTogether()
    {
        using var request = WorkflowJobs.Request(WorkflowJobs.Body(5));
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(request));
    }

    [Fact]
    public async Task Post_EventWithoutUse_IsAcknowledgedAndNotStored()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(WorkflowJobs.Request("{\"zen\":\"Keep it simple.\"}", name: "ping")));
        Assert.Equal(0, await CountAsync("webhook_delivery"));
    }

    [Fact]
    public async Task Post_NoDeliveryId_IsMalformed() =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(WorkflowJobs.Request(WorkflowJobs.Body(), id: "first")));

    [Fact]
    public async Task Post_WithoutASecretConfigured_SaysWhichKeyIsMissing()
    {
        await using var manager = await RunningManager.StartAsync(_database!, "--Pools:uat:Scope=family/cart");
        using var answer = await manager.Client.SendAsync(WorkflowJobs.Request(WorkflowJobs.Body()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("GitHub:WebhookSecret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> PostAsync(HttpRequestMessage request)
    {
        using var answer = await _manager!.Client.SendAsync(request);
        Assert.DoesNotContain(WorkflowJobs.Secret, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        return answer.StatusCode;
    }

    private async Task<long> CountAsync(string what)
    {
        await using var command = _source!.CreateCommand($"select count(*) from {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task EventuallyCountAsync(long expected, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (await CountAsync(what) is var count && count != expected)
        {
            Assert.False(limit.IsCancellationRequested, $"{count} of {expected} {what}");
            await Task.Delay(20);
        }
    }
}
