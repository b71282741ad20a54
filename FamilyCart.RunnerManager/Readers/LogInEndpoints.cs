using System.Globalization;
using FamilyCart.RunnerManager.Pages;
using FamilyCart.ServiceDefaults.Access;
using Microsoft.Net.Http.Headers;

namespace FamilyCart.RunnerManager.Readers;

/// <summary><c>GET /log-in</c>, the form, <c>POST /log-in</c> with its field <c>token</c>, and <c>POST /log-out</c>: for browsers. Programs send their token with each request.</summary>
internal static partial class LogInEndpoints
{
    private const string Field = "token";
    private const string FormType = "application/x-www-form-urlencoded";
    private const string Page = "./";
    private const int LongestBody = 2048;

    public static void MapLogIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/log-in", ShowAsync);
        endpoints.MapPost("/log-in", LogInAsync);
        endpoints.MapPost("/log-out", LogOutAsync);
    }

    // Also what a browser asks for that loads the answer to a wrong token again.
    private static async Task ShowAsync(HttpContext context, ReaderAccess access)
    {
        if (await access.MayReadAsync(context))
        {
            Leave(context);
            return;
        }

        await LogInPage.WriteAsync(context, StatusCodes.Status200OK, null);
    }

    private static async Task LogInAsync(
        HttpContext context, OperatorTokens tokens, ReaderSessions sessions, LogInLimit limit, ILogger<ReaderSessions> logger)
    {
        if (SameSite.IsForeign(context.Request))
        {
            await LogInPage.WriteAsync(context, StatusCodes.Status403Forbidden, "Another site sent you here. Type the token on this page.");
            return;
        }

        if (limit.Wait(context) is { Ticks: > 0 } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await LogInPage.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many wrong tokens came from here. Try again in a minute.");
            return;
        }

        if (await TokenAsync(context.Request) is not { } token)
        {
            limit.Miss(context);
            await LogInPage.WriteAsync(context, StatusCodes.Status400BadRequest, "That was no token.");
            return;
        }

        if (tokens.Find(token) is not { Role: OperatorRole.Viewer or OperatorRole.Operator } who)
        {
            limit.Miss(context);
            LogRefused(logger);
            await LogInPage.WriteAsync(context, StatusCodes.Status401Unauthorized, "That is not the token of a viewer or an operator.");
            return;
        }

        End(context, sessions);
        ReaderCookie.Set(context.Response, sessions.Begin(who));
        LogBegun(logger, who.Name);
        Leave(context);
    }

    /// <returns>Null for what is no form, or one that no browser sends.</returns>
    private static async Task<string?> TokenAsync(HttpRequest request)
    {
        if (request.ContentLength is not (> 0 and <= LongestBody)
            || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))[Field].ToString().Trim();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static async Task LogOutAsync(HttpContext context, ReaderSessions sessions)
    {
        if (SameSite.IsForeign(context.Request))
        {
            await LogInPage.WriteAsync(context, StatusCodes.Status403Forbidden, "Another site sent you here. Nothing was done.");
            return;
        }

        End(context, sessions);
        ReaderCookie.Remove(context.Response);
        Leave(context);
    }

    private static void End(HttpContext context, ReaderSessions sessions)
    {
        if (ReaderCookie.Of(context.Request) is { } id)
        {
            sessions.End(id);
        }
    }

    // Relative: behind the gateway the page is below a prefix.
    private static void Leave(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = Page;
    }

    [LoggerMessage(3090, LogLevel.Information, "{Operator} logged in to look.")]
    private static partial void LogBegun(ILogger logger, string @operator);

    [LoggerMessage(3091, LogLevel.Warning, "Somebody tried to log in with a token that may not look.")]
    private static partial void LogRefused(ILogger logger);
}
