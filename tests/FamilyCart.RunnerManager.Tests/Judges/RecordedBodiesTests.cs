using System.Net;
using System.Text;
using System.Text.Json;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Tests.Intake;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Judges;

/// <summary>What GitHub really sent, signed by somebody else's code; see README.md beside it.</summary>
public sealed class RecordedBodiesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly List<(string Signature, string Body)> s_recorded = Read();

    [Fact]
    public void Holds_ExampleOfGitHubsDocumentation_IsTrue() => Assert.True(WebhookSignature.Holds(
        "It's a Secret to Everybody"u8, "Hello, World!"u8, "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));

    [Fact]
    public void Holds_RecordedBodies_EachWithItsOwnSignatureAlone()
    {
        Assert.Equal(8, s_recorded.Count);
        foreach (var (signature, body) in s_recorded)
        {
            Assert.True(WebhookSignature.Holds(Encoding.UTF8.GetBytes(WorkflowJobs.Secret), Encoding.UTF8.GetBytes(body), signature));
            Assert.False(WebhookSignature.Holds(Encoding.UTF8.GetBytes(WorkflowJobs.Secret), Encoding.UTF8.GetBytes(body + " "), signature));
            Assert.False(WebhookSignature.Holds("another secret"u8, Encoding.UTF8.GetBytes(body), signature));
        }
    }

    [Fact]
    public async Task Post_RecordedBodies_AreStoredAndLeaveEveryJobWhereItWas()
    {
        var database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        await using var source = NpgsqlDataSource.Create(database.RuntimeConnectionString);
        await using var manager = await RunningManager.StartAsync(
            database,
            $"--GitHub:WebhookSecret={WorkflowJobs.Secret}",
            "--Pools:a:Scope=octo-org",
            "--Pools:b:Scope=codertocat/hello-world",
            "--Pools:c:Scope=wolfy1339",
            "--Pools:d:Scope=lineville",
            "--Poll:Interval=01:00:00");

        foreach (var (signature, body) in s_recorded)
        {
            using var request = WorkflowJobs.Request(body, signature);
            using var answer = await manager.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        string[] expected =
        [
            "289782451 completed success 1 Codertocat/Hello-World {ubuntu-latest} GitHub Actions 5",
            "2832853555 in_progress  1 octo-org/example-workflow {gpu,db-app,dc-03} my runner",
            "12877621891 waiting  1 lineville/elastic-machines-testing {self-hosted,k8s} ",
            "14541957942 in_progress  1 wolfy1339/github-events-schemas {ubuntu-latest} GitHub Actions 6",
        ];
        await Eventually.IsAsync(() => Known(source), known => known.SequenceEqual(expected));
    }

    private static List<string> Known(NpgsqlDataSource source)
    {
        using var command = source.CreateCommand(
            "select concat_ws(' ', id, status, coalesce(conclusion, ''), run_attempt, repository, labels, coalesce(runner_name, '')) from workflow_job where (select bool_and(processed_at is not null) from webhook_delivery) order by id");
        using var rows = command.ExecuteReader();
        var known = new List<string>();
        while (rows.Read())
        {
            known.Add(rows.GetString(0));
        }

        return known;
    }

    private static List<(string Signature, string Body)> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Judges", "workflow_job.json")));
        return [.. document.RootElement.EnumerateArray().Select(entry => (entry.GetProperty("signature").GetString()!, entry.GetProperty("body").GetString()!))];
    }
}
