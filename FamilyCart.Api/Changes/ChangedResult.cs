using System.Globalization;

namespace FamilyCart.Api.Changes;

/// <summary>Answers a change with its value, its new version and its number in the list.</summary>
internal sealed class ChangedResult<T>(Changed<T> changed, string? tag) : IResult
    where T : class
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (changed.Sequence is { } sequence)
        {
            headers[ChangeHeaders.Sequence] = sequence.ToString(CultureInfo.InvariantCulture);
        }

        if (tag is not null)
        {
            headers.ETag = tag;
        }

        if (changed.IsReplay)
        {
            headers[ChangeHeaders.Replayed] = "true";
        }

        return TypedResults.Ok(changed.Value).ExecuteAsync(httpContext);
    }
}
