using FamilyCart.Gateway.Doors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Gateway.Tls;

/// <summary>Answers an ACME server's HTTP-01 challenges (RFC 8555, 8.3) with what an ACME client left in its webroot.</summary>
internal static class AcmeChallenge
{
    public const string Folder = "/.well-known/acme-challenge";

    private const int LongestToken = 128;
    private const long LargestFile = 4096;

    public static void MapAcmeChallenge(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map($"{Folder}/{{**token}}", AnswerAsync).WithMetadata(new PublicDoor("acme"), PlainHttp.Instance);

    private static async Task<Results<Utf8ContentHttpResult, ProblemHttpResult>> AnswerAsync(HttpContext context, HttpsSettings settings, string? token)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return TypedResults.Problem("A challenge is only read.", statusCode: StatusCodes.Status405MethodNotAllowed);
        }

        return settings.Webroot is { } webroot && await ReadAsync(webroot, token ?? "", context.RequestAborted) is { } answer
            ? TypedResults.Text(answer, "text/plain")
            : TypedResults.Problem("No challenge has this token.", statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<byte[]?> ReadAsync(string webroot, string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > LongestToken || !token.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            return null;
        }

        var folder = new DirectoryInfo($"{webroot}{Folder}");
        var file = new FileInfo(Path.Combine(folder.FullName, token));
        try
        {
            // The webroot itself may be a link, which is the operator's word. What lies in it may lead nowhere else.
            if (folder.LinkTarget is not null || folder.Parent!.LinkTarget is not null || file.LinkTarget is not null
                || file is not { Exists: true, Length: > 0 and <= LargestFile })
            {
                return null;
            }

            return await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
