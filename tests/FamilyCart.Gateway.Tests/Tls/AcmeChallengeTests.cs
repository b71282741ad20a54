using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Tls;

public sealed class AcmeChallengeTests : IAsyncLifetime
{
    private const string Path = "/.well-known/acme-challenge/";

    private readonly string _parent = Directory.CreateTempSubdirectory("gateway-acme-").FullName;
    private HttpsGateway _https = null!;

    private string Challenges => $"{_parent}/webroot{Path}";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Challenges);
        await File.WriteAllTextAsync($"{Challenges}to-Ken_1", "to-Ken_1.thumbprint");
        await File.WriteAllTextAsync($"{Challenges}empty", "");
        await File.WriteAllTextAsync($"{Challenges}large", new string('x', 4097));
        await File.WriteAllTextAsync($"{Challenges}with.dot", "secret");
        await File.WriteAllTextAsync($"{_parent}/webroot/index", "secret");
        await File.WriteAllTextAsync($"{_parent}/secret", "secret");
        await File.WriteAllTextAsync($"{Challenges}{new string('y', 129)}", "secret");
        Directory.CreateDirectory($"{Challenges}folder");
        await File.WriteAllTextAsync($"{Challenges}folder/inner", "secret");
        File.CreateSymbolicLink($"{Challenges}link", "../../../secret");
        _https = await HttpsGateway.StartAsync(("Gateway:Acme:Webroot", $"{_parent}/webroot"));
    }

    public async Task DisposeAsync()
    {
        await _https.DisposeAsync();
        Directory.Delete(_parent, recursive: true);
    }

    [Fact]
    public async Task Challenge_ThatIsThere_IsAnsweredOverHttpBeforeTheRedirect()
    {
        using var response = await _https.Gateway.Public.GetAsync($"{Path}to-Ken_1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("to-Ken_1.thumbprint", await response.Content.ReadAsStringAsync());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("GET", "absent", 404)]
    [InlineData("GET", "", 404)]
    [InlineData("GET", "empty", 404)]
    [InlineData("GET", "large", 404)]
    [InlineData("GET", "with.dot", 404)]
    [InlineData("GET", "link", 404)]
    [InlineData("GET", "folder", 404)]
    [InlineData("GET", "folder/inner", 404)]
    [InlineData("GET", "to-Ken_1/", 404)]
    [InlineData("GET", "to-Ken_1%00", 400)]
    [InlineData("GET", "..", 400)]
    [InlineData("GET", "../../index", 400)]
    [InlineData("GET", "../../../secret", 400)]
    [InlineData("GET", "..%2f..%2f..%2fsecret", 400)]
    [InlineData("GET", "%2e%2e/%2e%2e/index", 400)]
    [InlineData("GET", "%252e%252e%252findex", 400)]
    [InlineData("GET", "..\\..\\index", 400)]
    [InlineData("GET", "/etc/passwd", 400)]
    [InlineData("POST", "to-Ken_1", 405)]
    [InlineData("DELETE", "to-Ken_1", 405)]
    public async Task Challenge_AnythingElse_IsRefusedOverHttp(string method, string token, int status)
    {
        var answer = await _https.Gateway.SendRawAsync($"{method} {Path}{token} HTTP/1.1\nHost: localhost\nContent-Length: 0");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Challenge_TooLong_IsNotFound()
    {
        using var response = await _https.Gateway.Public.GetAsync($"{Path}{new string('y', 129)}");

        await Problem.AssertAsync(404, response);
    }

    [Fact]
    public async Task Challenge_BelowAFolderThatIsALink_IsNotFound()
    {
        Directory.Move(Challenges.TrimEnd('/'), $"{_parent}/elsewhere");
        Directory.CreateSymbolicLink(Challenges.TrimEnd('/'), $"{_parent}/elsewhere");

        using var response = await _https.Gateway.Public.GetAsync($"{Path}to-Ken_1");

        await Problem.AssertAsync(404, response);
    }

    [Fact]
    public async Task Challenge_WithoutAWebroot_IsNotFound()
    {
        await using var https = await HttpsGateway.StartAsync();

        using var response = await https.Gateway.Public.GetAsync($"{Path}to-Ken_1");

        await Problem.AssertAsync(404, response);
    }
}
