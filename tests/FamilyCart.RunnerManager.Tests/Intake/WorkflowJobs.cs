using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.RunnerManager.Tests.Intake;

/// <summary>Deliveries as GitHub sends them.</summary>
internal static class WorkflowJobs
{
    public const string Secret = "a secret of the webhook";

    public static string Body(long id = 1, string action = "queued", string repository = "family/cart", string labels = "\"self-hosted\"", string runner = "null") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"action":"{{action}}","workflow_job":{"id":{{id}},"run_id":{{id + 100}},"run_attempt":1,"name":"build","workflow_name":"ci","head_branch":"main",
        "status":"{{action}}","conclusion":null,"labels":[{{labels}}],"runner_id":null,"runner_name":{{runner}},"created_at":"2026-01-02T03:04:05Z",
        "started_at":"2026-01-02T03:04:05Z","completed_at":null,"steps":[]},"repository":{"id":7,"full_name":"{{repository}}" },"sender":{"login":"somebody"} }
        """);

    public static HttpRequestMessage Request(string body, string? signature = null, string? id = null, string name = "workflow_job")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/github") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.Add("X-GitHub-Event", name);
        request.Headers.Add("X-GitHub-Delivery", id ?? Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", signature ?? Sign(body));
        return request;
    }

    public static string Sign(string body, string secret = Secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
