using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Diagnostics;

namespace FamilyCart.Api.Problems;

/// <summary>
/// What cannot be read: 422 for malformed or wrongly typed JSON and parameters of the query, 413, 415 and the like as they are.
/// </summary>
internal sealed partial class BadRequestHandler : IExceptionHandler
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
        errors.Add(FieldOf(badRequest), "This is not what is expected here: malformed, missing or of another type.");
        return errors.ToHttp();
    }

    private static string FieldOf(BadHttpRequestException badRequest)
    {
        if (Parameter().Match(badRequest.Message) is { Success: true } parameter)
        {
            return JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Groups[1].Value);
        }

        var field = (badRequest.InnerException as JsonException)?.Path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(field) ? "body" : field;
    }

    // The framework says nowhere else which parameter it is.
    [GeneratedRegex("^Failed to bind parameter \"[^\"]* (\\w+)\" from ")]
    private static partial Regex Parameter();
}
