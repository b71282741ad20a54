using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>What a workflow does: it calls a manager with the ci-token, or another one.</summary>
internal static class Workflow
{
    public const string Ci = "the-ci-token-of-this-test-0001";
    public const string Viewer = "a-viewers-token-of-this-test-01";
    public const string Operator = "an-operators-token-of-this-test";

    /// <summary>The operators for whom a manager under test opens.</summary>
    public static readonly string[] Settings =
    [
        $"--Operators:workflows:Token={Ci}", "--Operators:workflows:Role=ci",
        $"--Operators:vera:Token={Viewer}", "--Operators:vera:Role=viewer",
        $"--Operators:olga:Token={Operator}", "--Operators:olga:Role=operator",
    ];

    public static async Task<WorkflowAnswer> CallAsync(
        this RunningManager manager, HttpMethod method, string path, object? body = null, string? token = Ci, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await manager.Client.SendAsync(request);
        return new WorkflowAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static Task<WorkflowAnswer> TakeAsync(this RunningManager manager, string name, string holder, int seconds = 600, string? key = null) => manager.CallAsync(
        HttpMethod.Post, $"/api/leases/{name}", new { holder, seconds }, headers: key is null ? [] : [("Idempotency-Key", key)]);

    public static Task<WorkflowAnswer> RenewAsync(this RunningManager manager, string name, long epoch, string id, int seconds = 600) =>
        manager.CallAsync(HttpMethod.Put, $"/api/leases/{name}", new { epoch, seconds }, headers: [("Lease-Id", id)]);

    public static Task<WorkflowAnswer> ReleaseAsync(this RunningManager manager, string name, long epoch, string id) =>
        manager.CallAsync(HttpMethod.Delete, $"/api/leases/{name}?epoch={epoch}", headers: [("Lease-Id", id)]);
}

/// <summary>What came back.</summary>
internal sealed record WorkflowAnswer(int Status, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public long Number(string name) => Json.GetProperty(name).GetInt64();
}
