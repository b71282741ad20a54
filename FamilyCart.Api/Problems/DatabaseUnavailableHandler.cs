using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace FamilyCart.Api.Problems;

/// <summary>Answers 503 while PostgreSQL cannot be reached, so that clients and the gateway know to try again.</summary>
internal sealed partial class DatabaseUnavailableHandler(ILogger<DatabaseUnavailableHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsUnavailable(exception))
        {
            return false;
        }

        LogUnavailable(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
        await FailureProblems.WriteAsync(httpContext, Failure.DatabaseUnavailable);
        return true;
    }

    /// <summary>Connections refused, broken or used up, and time-outs; a fault in our own SQL is a bug and stays a 500.</summary>
    private static bool IsUnavailable(Exception exception) =>
        exception is TimeoutException
        or NpgsqlException { IsTransient: true }
        or NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException or TimeoutException }
        or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };
}
