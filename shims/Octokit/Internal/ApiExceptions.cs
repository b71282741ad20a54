using System.Net;

namespace Octokit.Internal;

internal static class ApiExceptions
{
    // Null for an answer that is no fault. GitHub tells its limits apart by words only.
    public static ApiException For(IResponse response) => response.StatusCode switch
    {
        < HttpStatusCode.BadRequest => null,
        HttpStatusCode.Unauthorized => new AuthorizationException(response),
        HttpStatusCode.Forbidden => Forbidden(response, response.Body as string ?? string.Empty),
        HttpStatusCode.NotFound => new NotFoundException(response),
        HttpStatusCode.UnprocessableEntity => new ApiValidationException(response),
        HttpStatusCode.UnavailableForLegalReasons => new LegalRestrictionException(response),
        _ => new ApiException(response),
    };

    private static ForbiddenException Forbidden(IResponse response, string body)
    {
        if (Says("rate limit exceeded"))
        {
            return new RateLimitExceededException(response);
        }

        if (Says("secondary rate limit"))
        {
            return new SecondaryRateLimitExceededException(response);
        }

        if (Says("number of login attempts exceeded"))
        {
            return new LoginAttemptsExceededException(response);
        }

        return Says("abuse-rate-limits") || Says("abuse detection mechanism") ? new AbuseException(response) : new ForbiddenException(response);

        bool Says(string words) => body.Contains(words, StringComparison.Ordinal);
    }
}
