using System.Text.Json;

namespace FamilyCart.Gateway.Tests.Support;

internal static class Problem
{
    /// <summary>Asserts a ProblemDetails answer and returns its text.</summary>
    public static async Task<string> AssertAsync(int status, HttpResponseMessage response)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text);
        Assert.Equal(status, document.RootElement.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(document.RootElement.GetProperty("detail").GetString()));
        return text;
    }
}
