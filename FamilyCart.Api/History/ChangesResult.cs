using System.Globalization;
using FamilyCart.Api.Problems;
using Microsoft.AspNetCore.Http.Extensions;

namespace FamilyCart.Api.History;

/// <summary>Answers with changes as an array of what sockets got; the header Link names the next part.</summary>
internal sealed class ChangesResult(ChangesPage page, ChangesRequest request) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (page.ForgottenUpTo is { } sequence)
        {
            return FailureProblems.ToHttp(Failure.ChangesForgotten, "sequence", sequence).ExecuteAsync(httpContext);
        }

        if (page.Next is { } next)
        {
            var query = new QueryBuilder { { "after", Text(next) }, { "limit", Text(request.Limit!.Value) } };
            httpContext.Response.Headers.Link = $"<{httpContext.Request.Path}{query.ToQueryString()}>; rel=\"next\"";
        }

        return TypedResults.Text($"[{string.Join(',', page.Messages)}]", "application/json").ExecuteAsync(httpContext);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
