using System.Net;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Evidence;

public sealed class LogEndpointTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Viewer = "a-token-of-a-viewer-0123456789";
    private const string Workflow = "a-token-of-a-workflow-0123456789";

    [Fact]
    public async Task Log_OfAnyJob_IsShownToViewersOnlyAndSaysWhatIsMissing()
    {
        var database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        await Database.ExecuteAsync(database.RuntimeConnectionString, """
            insert into runner (pool, slot, host, name, state, epoch)
            values ('uat', 1, 'there', 'uat-1-away', 'gone', 1), ('uat', 2, 'here', 'uat-2-old', 'gone', 1), ('uat', 3, 'here', 'uat-3-busy', 'busy', 1);
            insert into runner_evidence (runner_id, log_bytes) select id, 10 from runner where state = 'gone';
            insert into workflow_job (id, repository, run_id, run_attempt, name, status, labels, runner_name, created_at) values
                (1, 'family/cart', 1, 1, 'build', 'completed', '{}', 'uat-1-away', now()), (2, 'family/cart', 1, 1, 'build', 'completed', '{}', 'uat-2-old', now()),
                (3, 'family/cart', 1, 1, 'build', 'in_progress', '{}', 'uat-3-busy', now()), (4, 'family/cart', 1, 1, 'build', 'completed', '{}', null, now());
            """);
        await using var manager = await RunningManager.StartAsync(
            database, "--Host:Name=here", $"--Operators:anna:Token={Viewer}", "--Operators:anna:Role=viewer", $"--Operators:flow:Token={Workflow}", "--Operators:flow:Role=ci");

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(1, null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(1, "a-token-of-nobody-0123456789")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(1, Workflow)).Status);
        Assert.Contains("kept on there", (await AskAsync(1, Viewer)).Text, StringComparison.Ordinal);
        Assert.Contains("not kept any more", (await AskAsync(2, Viewer)).Text, StringComparison.Ordinal);
        Assert.Contains("after the job", (await AskAsync(3, Viewer)).Text, StringComparison.Ordinal);
        Assert.Contains("No runner of this fleet", (await AskAsync(4, Viewer)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(5, Viewer)).Status);

        async Task<(HttpStatusCode Status, string Text)> AskAsync(long job, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/jobs/{job}/log", UriKind.Relative));
            request.Headers.Authorization = token is null ? null : new("Bearer", token);
            using var answer = await manager.Client.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }
}
