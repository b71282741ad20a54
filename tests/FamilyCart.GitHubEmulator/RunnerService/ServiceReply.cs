using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Rest;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.RunnerService;

/// <summary>What the endpoints of listeners and workers share.</summary>
internal static class ServiceReply
{
    /// <summary>The registration is gone: listeners forget theirs and end with 0.</summary>
    public static Reply RunnerNotFound => new(404, new JsonObject { ["code"] = "runner_not_found" });

    public static string? TokenOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : null;
    }

    /// <summary>Reads the body and answers; the endpoint is called under the lock.</summary>
    public static async Task RunAsync(HttpContext context, Ground ground, Func<JsonObject, Reply> endpoint)
    {
        Reply reply;
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = await reader.ReadToEndAsync(context.RequestAborted);
            var body = text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
            lock (ground.Gate)
            {
                reply = endpoint(body);
            }
        }
        catch (JsonException)
        {
            reply = Reply.Error(400, "Problems parsing JSON");
        }

        await RestWriter.WriteAsync(context, reply);
    }
}
