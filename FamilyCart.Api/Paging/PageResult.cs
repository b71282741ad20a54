using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyCart.Api.Paging;

/// <summary>Answers with a part as a plain array, as clients read it, and names the next part in the header Link.</summary>
internal sealed class PageResult<T>(Page<T> page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (page.Next is { } next)
        {
            var query = QueryHelpers.ParseQuery(httpContext.Request.QueryString.Value)
                .Where(pair => pair.Key != "cursor")
                .Append(new("cursor", next.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            httpContext.Response.Headers.Link = $"<{httpContext.Request.Path}{new QueryBuilder(query).ToQueryString()}>; rel=\"next\"";
        }

        return TypedResults.Ok(page.Values).ExecuteAsync(httpContext);
    }
}
