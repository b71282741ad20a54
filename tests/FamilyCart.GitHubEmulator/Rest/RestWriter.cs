using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Limits;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>Writes answers with GitHub's headers.</summary>
internal static class RestWriter
{
    public static void Describe(HttpContext context, Bucket bucket, string resource)
    {
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = bucket.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = bucket.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Used"] = bucket.Used.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = bucket.ResetAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Resource"] = resource;
    }

    /// <summary>Gives an answer its ETag, which depends on the token as GitHub's does; whether the caller has that already.</summary>
    public static bool IsUnchanged(HttpContext context, Reply reply, string token)
    {
        if (reply.Status != 200 || !HttpMethods.IsGet(context.Request.Method) || reply.Body is null)
        {
            return false;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token + "\n" + reply.Link + "\n" + reply.Body.ToJsonString()));
        var tag = $"W/\"{Convert.ToHexStringLower(hash)}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, max-age=60, s-maxage=60";
        context.Response.Headers.Vary = "Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With";
        return context.Request.Headers.IfNoneMatch.ToString() == tag;
    }

    public static async Task WriteAsync(HttpContext context, Reply reply)
    {
        if (FaultMiddleware.LosesResponse(context))
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = reply.Status;
        response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        response.Headers["X-GitHub-Request-Id"] = context.TraceIdentifier;
        if (reply.Link is not null)
        {
            response.Headers.Link = reply.Link;
        }

        if (reply.Status is 204 or 304 || reply.Body is null)
        {
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(reply.Body.ToJsonString(), context.RequestAborted);
    }
}
