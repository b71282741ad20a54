using System.Globalization;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Suggestions;

/// <summary>Answers 429 to an account that asks too often.</summary>
internal sealed class SuggestionLimitFilter(SuggestionLimits limits) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (limits.Take(http.Features.Get<Caller>()!.Id) is not { } wait)
        {
            return await next(context);
        }

        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return FailureProblems.ToHttp(Failure.TooManySuggestions);
    }
}
