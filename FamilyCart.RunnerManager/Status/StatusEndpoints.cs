using FamilyCart.RunnerManager.History;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Pages;
using FamilyCart.RunnerManager.Readers;
using Microsoft.AspNetCore.Http.HttpResults;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Status;

/// <summary>The page and the status for programs. Links are relative: behind the gateway both live below a prefix.</summary>
internal static partial class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", GetPage);
        endpoints.MapGet("/api/v1/status", GetStatus).RequireAuthorization(ReaderExtensions.Policy);
    }

    private static async Task<Results<Ok<ManagerStatus>, ProblemHttpResult>> GetStatus(
        StatusCache cache, HttpContext context, ILogger<StatusCache> logger)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await TryReadAsync(cache.GetAsync, logger, context.RequestAborted) is { } status
            ? TypedResults.Ok(status)
            : TypedResults.Problem("The database cannot be read.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task GetPage(
        StatusCache cache, HistoryCache histories, FleetView view, ReaderAccess access, HttpContext context, ILogger<StatusCache> logger)
    {
        if (!await access.MayReadAsync(context))
        {
            await LogInPage.WriteAsync(context, StatusCodes.Status401Unauthorized, null);
            return;
        }

        var status = await TryReadAsync(cache.GetAsync, logger, context.RequestAborted);
        var history = status is null ? null : await TryReadAsync(histories.GetAsync, logger, context.RequestAborted);
        await FleetPage.WriteAsync(context, status, view.Current, history ?? FleetHistory.None, ReaderAccess.LoggedIn(context));
    }

    private static async Task<T?> TryReadAsync<T>(Func<CancellationToken, Task<T>> read, ILogger logger, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            LogUnreadable(logger, (exception as NpgsqlException)?.SqlState ?? exception.InnerException?.GetType().Name ?? exception.GetType().Name);
            return null;
        }
    }

    // The exception's text may name the server's address and user; the state is enough to act on.
    [LoggerMessage(3001, LogLevel.Warning, "The status cannot be read from the database ({Reason}).")]
    private static partial void LogUnreadable(ILogger logger, string reason);
}
