using System.Text.Json;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Diagnostics;

namespace FamilyCart.Api.Problems;

/// <summary>A body that cannot be read: 422 for malformed or wrongly typed JSON, 413, 415 and the like as they are.</summary>
internal sealed class BadRequestHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException badRequest)
        {
            return false;
        }

        await Answer(badRequest).ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Answer(BadHttpRequestException badRequest)
    {
        if (badRequest.StatusCode != StatusCodes.Status400BadRequest)
        {
            return TypedResults.Problem(statusCode: badRequest.StatusCode);
        }

        var errors = new ValidationErrors();
        var field = (badRequest.InnerException as JsonException)?.Path?.TrimStart('$').TrimStart('.');
        errors.Add(string.IsNullOrEmpty(field) ? "body" : field, "This is not what is expected here: malformed, missing or of another type.");
        return errors.ToHttp();
    }
}
