using FamilyCart.Api.Json;

namespace FamilyCart.Api.Lists;

/// <summary>A list as JSON, ready to be sent once, with its tag.</summary>
internal sealed class WrittenList(PooledBuffer json, string tag) : IResult
{
    /// <summary>As the framework names it.</summary>
    private const string ContentType = "application/json; charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (json)
        {
            var response = httpContext.Response;
            response.Headers.ETag = tag;
            response.ContentType = ContentType;
            response.ContentLength = json.Written.Length;
            await response.BodyWriter.WriteAsync(json.Written, httpContext.RequestAborted);
        }
    }
}
