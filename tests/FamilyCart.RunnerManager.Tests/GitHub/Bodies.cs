using System.Text;
using System.Text.Json;

namespace FamilyCart.RunnerManager.Tests.GitHub;

/// <summary>Bodies as GitHub's OpenAPI description has them.</summary>
internal static class Bodies
{
    public const string JitSecret = "planted-rsa-parameters";

    public static string Runner(long id, string name, string status = "offline", string os = "unknown", string labels = "\"self-hosted\",\"uat\"", bool busy = false) =>
        $$"""{"id":{{id}},"runner_group_id":1,"name":"{{name}}","os":"{{os}}","status":"{{status}}","busy":{{(busy ? "true" : "false")}},"ephemeral":true,"labels":[{{Labels(labels)}}]}""";

    public static string Runners(params string[] runners) => $$"""{"total_count":{{runners.Length}},"runners":[{{string.Join(',', runners)}}]}""";

    public static string Minted(long id, string name)
    {
        var files = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, byte[]>
        {
            [".runner"] = "{}"u8.ToArray(),
            [".credentials"] = "{}"u8.ToArray(),
            [".credentials_rsaparams"] = Encoding.UTF8.GetBytes(JitSecret),
        });
        return $$"""{"runner":{{Runner(id, name)}},"encoded_jit_config":"{{Convert.ToBase64String(files)}}"}""";
    }

    public static string Job(long id, string status, string? runner = null) =>
        $$"""
        {"id":{{id}},"run_id":5,"run_attempt":2,"name":"build","workflow_name":"CI","head_branch":"main","status":"{{status}}","conclusion":null,
        "labels":["Self-Hosted","UAT"],"runner_id":{{(runner is null ? "null" : "7")}},"runner_name":{{(runner is null ? "null" : $"\"{runner}\"")}},
        "created_at":"2026-01-02T03:00:0{{id % 10}}Z","started_at":null,"completed_at":null}
        """;

    public static string Message(string text) => $$"""{"message":"{{text}}","documentation_url":"https://docs.github.com/rest"}""";

    public static string InstallationToken(string token, DateTimeOffset expiresAt) => $$"""{"token":"{{token}}","expires_at":"{{expiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""";

    private static string Labels(string labels) => string.Join(',', labels.Split(',').Select(static label => $$"""{"id":1,"name":{{label}},"type":"custom"}"""));
}
