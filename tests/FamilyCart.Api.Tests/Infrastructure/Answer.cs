using System.Net;
using System.Text.Json;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>What the API answered: status, body (Undefined when there was none) and headers.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)
{
    internal string? Detail => Body.GetProperty("detail").GetString();

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, response);
    }

    /// <summary>Asserts problem details of this status and detail.</summary>
    internal void ShouldFail(HttpStatusCode status, string? detail = null)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, Body.GetProperty("status").GetInt32());
        if (detail is not null)
        {
            Assert.Equal(detail, Detail);
        }
    }

    /// <summary>Asserts a 422 that names exactly these fields.</summary>
    internal void ShouldRefuse(params string[] fields)
    {
        ShouldFail(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(fields.Order(), Body.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order());
    }

    /// <summary>Asserts that nobody can tell the answers apart: status, headers and the body's fields and types.</summary>
    internal void ShouldBeLike(Answer other)
    {
        Assert.Equal(other.Status, Status);
        Assert.Equal(HeaderNames(other.Response), HeaderNames(Response));
        Assert.Equal(Shape(other.Body), Shape(Body));
    }

    internal JsonElement ShouldSucceed(HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(status == Status, $"{Status}: {Body}");
        return Body;
    }

    private static IEnumerable<string> HeaderNames(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Order();

    private static string Shape(JsonElement body) => body.ValueKind == JsonValueKind.Object
        ? string.Join(' ', body.EnumerateObject().Select(field => $"{field.Name}:{field.Value.ValueKind}"))
        : body.ValueKind.ToString();
}
