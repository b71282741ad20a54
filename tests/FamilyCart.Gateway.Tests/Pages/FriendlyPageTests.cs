using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Pages;

public sealed partial class FriendlyPageTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK, "This is FamilyCart")]
    [InlineData("/old/link.html", HttpStatusCode.NotFound, "Nothing lives at this address")]
    public async Task Page_AnyAddress_SaysWhatThisIsAccessiblyAndWithoutScript(string path, HttpStatusCode status, string heading)
    {
        using var response = await fixture.Gateway.Public.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains($"<h1>{heading}</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("<main>", html, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\" content=\"width=device-width, initial-scale=1\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Page_Style_IsTheOneThatItsPolicyAllows()
    {
        using var response = await fixture.Gateway.Public.GetAsync("/");
        var style = StyleElement().Match(await response.Content.ReadAsStringAsync()).Groups[1].Value;

        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Head_HasTheLengthAndNoBody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var response = await fixture.Gateway.Public.SendAsync(request);
        var page = await fixture.Gateway.Public.GetByteArrayAsync("/");

        Assert.Equal(page.Length, response.Content.Headers.ContentLength);
    }

    [GeneratedRegex("<style>(.*)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();
}
