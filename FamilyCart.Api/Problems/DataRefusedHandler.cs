using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace FamilyCart.Api.Problems;

/// <summary>
/// The last line behind validation: what PostgreSQL cannot store, such as a zero character or a number beyond its type, is the
/// request's fault, and no 500.
/// </summary>
internal sealed partial class DataRefusedHandler(ILogger<DataRefusedHandler> logger) : IExceptionHandler
{
    /// <summary>Class 22 of the SQL states: data exceptions.</summary>
    private const string DataException = "22";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not PostgresException refused
            || !(refused.SqlState.StartsWith(DataException, StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.CheckViolation))
        {
            return false;
        }

        LogRefused(refused.SqlState);
        var errors = new ValidationErrors();
        errors.Add("request", "It holds something that cannot be stored.");
        await errors.ToHttp().ExecuteAsync(httpContext);
        return true;
    }
}
