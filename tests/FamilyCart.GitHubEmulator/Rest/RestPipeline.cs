using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Limits;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>What every request of GitHub's API goes through: credential, limits, permission, endpoint, ETag.</summary>
internal sealed class RestPipeline(Ground ground, CredentialBook credentials, RateLimits limits)
{
    /// <param name="context">The request.</param>
    /// <param name="need">What it asks of its caller.</param>
    /// <param name="resource">The bucket that it is charged to; null for none.</param>
    /// <param name="endpoint">Answers; called under the lock.</param>
    public async Task RunAsync(HttpContext context, Need need, string? resource, Func<Call, Reply> endpoint)
    {
        if (context.Request.Headers.UserAgent.Count == 0)
        {
            await RestWriter.WriteAsync(context, Reply.Error(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header."));
            return;
        }

        var token = TokenOf(context.Request);
        var (caller, fault) = token is null ? (null, "Requires authentication") : credentials.Of(token);
        if (caller is null)
        {
            await RestWriter.WriteAsync(context, Reply.Error(401, fault!));
            return;
        }

        Describe(context, caller, need);
        var write = !HttpMethods.IsGet(context.Request.Method);
        try
        {
            await RunAsync(context, caller, need, resource, endpoint, limits.Enter(caller.Key, EndpointOf(context), write), token!);
        }
        finally
        {
            limits.Leave(caller.Key);
        }
    }

    private async Task RunAsync(
        HttpContext context, Caller caller, Need need, string? resource, Func<Call, Reply> endpoint, bool withinLimits, string token)
    {
        var bucket = limits.Of(caller.Key, resource ?? RateLimits.Core);
        var charged = resource is not null && limits.Take(bucket);
        if (resource is not null && !charged)
        {
            RestWriter.Describe(context, bucket, resource);
            await RestWriter.WriteAsync(context, Reply.Error(403, $"API rate limit exceeded for {caller.Key}."));
            return;
        }

        Reply reply;
        if (!withinLimits)
        {
            context.Response.Headers.RetryAfter = "60";
            reply = Reply.Error(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        }
        else if (await ReadAsync(context) is not { } body)
        {
            reply = Reply.Error(400, "Problems parsing JSON");
        }
        else
        {
            lock (ground.Gate)
            {
                reply = Refuse(context, caller, need) ?? endpoint(new Call(context, caller, body));
            }
        }

        var unchanged = RestWriter.IsUnchanged(context, reply, token);
        if (unchanged && charged)
        {
            limits.GiveBack(bucket);
        }

        RestWriter.Describe(context, bucket, resource ?? RateLimits.Core);
        await RestWriter.WriteAsync(context, unchanged ? new Reply(304) : reply);
    }

    private static Reply? Refuse(HttpContext context, Caller caller, Need need)
    {
        if (need.AsApp != (caller.Kind == CallerKind.App))
        {
            return Reply.Error(401, need.AsApp ? "A JSON web token could not be decoded" : "Bad credentials");
        }

        if (Call.ScopeOf(context) is { } scope && !caller.Sees(scope.Owner))
        {
            return Reply.NotFound;
        }

        return caller.May(need) ? null : Reply.Error(403, caller.Kind switch
        {
            CallerKind.Classic => "Must have admin rights to Repository.",
            CallerKind.FineGrained => "Resource not accessible by personal access token",
            _ => "Resource not accessible by integration",
        });
    }

    private static void Describe(HttpContext context, Caller caller, Need need)
    {
        var headers = context.Response.Headers;
        if (caller.Kind == CallerKind.Classic)
        {
            headers["X-OAuth-Scopes"] = string.Join(", ", caller.Scopes);
            headers["X-Accepted-OAuth-Scopes"] = string.Join(", ", need.Classic);
        }
        else if (need.Permission.Length > 0)
        {
            headers["X-Accepted-GitHub-Permissions"] = $"{need.Permission}={(need.Write ? "write" : "read")}";
        }

        if (caller is { Kind: CallerKind.Classic or CallerKind.FineGrained, ExpiresAt: { } expiresAt })
        {
            headers["GitHub-Authentication-Token-Expiration"] = expiresAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        }
    }

    private static string EndpointOf(HttpContext context) =>
        $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}";

    private static string? TokenOf(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2);
        return parts is [var scheme, { Length: > 0 } token]
            && (scheme.Equals("token", StringComparison.OrdinalIgnoreCase) || scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase))
            ? token.Trim()
            : null;
    }

    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = await reader.ReadToEndAsync(context.RequestAborted);
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
