using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace FamilyCart.Api.Catalog;

/// <summary>JSON that its reader may keep for an hour, and 304 instead of it when the reader has the same already.</summary>
/// <param name="value">What to answer.</param>
/// <param name="language">The language of its names.</param>
internal sealed class CachedResult<T>(T value, string language) : IResult
{
    private const string CacheControl = "private, max-age=3600";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");

        var response = httpContext.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = CacheControl;
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = $"{HeaderNames.AcceptLanguage}, {HeaderNames.Authorization}";
        if (Has(httpContext.Request.GetTypedHeaders(), tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static bool Has(RequestHeaders request, EntityTagHeaderValue tag) =>
        request.IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
}
