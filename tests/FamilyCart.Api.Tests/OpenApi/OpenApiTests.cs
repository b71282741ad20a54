using System.Reflection;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.OpenApi;

[Collection(ApiCollection.Name)]
public sealed class OpenApiTests(ApiFixture fixture)
{
    private static readonly Assembly _service = typeof(Program).Assembly;
    private static readonly Dictionary<string, string> _nothing = [];

    [Fact]
    public async Task File_OfTheRepository_IsWhatTheServiceSays()
    {
        var (exitCode, output) = await ServiceProcess.RunAsync(_service, ["openapi"], _nothing);
        Assert.Equal(0, exitCode);
        var file = Path.Combine(RepositoryRoot(), "docs", "openapi.json");
        var written = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        Assert.True(
            written == output,
            "docs/openapi.json is stale. Refresh it: dotnet FamilyCart.Api/bin/Debug/net10.0/FamilyCart.Api.dll openapi > docs/openapi.json");
    }

    [Fact]
    public async Task Served_Document_IsTheFile()
    {
        using var client = fixture.Blue.NewClient();
        var served = JsonDocument.Parse(await client.GetStringAsync("/api/v1/openapi.json"));
        var written = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "openapi.json")));
        Assert.True(JsonElement.DeepEquals(written.RootElement, served.RootElement));
    }

    [Fact]
    public async Task Served_AgainToWhoHasIt_IsNotSent()
    {
        using var client = fixture.Blue.NewClient();
        using var first = await client.GetAsync("/api/v1/openapi.json");
        Assert.NotNull(first.Headers.ETag);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/openapi.json") { Headers = { IfNoneMatch = { first.Headers.ETag } } };
        using var second = await client.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Document_SaysWhatClientsNeed()
    {
        using var client = fixture.Blue.NewClient();
        var text = await client.GetStringAsync("/api/v1/openapi.json");
        var root = JsonDocument.Parse(text).RootElement;
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        Assert.False(root.TryGetProperty("servers", out var servers) && servers.GetArrayLength() > 0);
        Assert.Equal("http", root.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("type").GetString());

        var paths = root.GetProperty("paths");
        var share = paths.GetProperty("/api/v1/shopping-lists/{id}/share").GetProperty("post");
        Assert.Contains(share.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "x-session-id" && parameter.TryGetProperty("description", out _));
        Assert.Equal("bearer", share.GetProperty("security")[0].EnumerateObject().Single().Name);
        var responses = share.GetProperty("responses");
        foreach (var status in (string[])["401", "403", "404", "422", "4XX", "5XX"])
        {
            Assert.Equal("#/components/schemas/Problem", responses.GetProperty(status).GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString());
        }

        var login = paths.GetProperty("/api/v1/auth/jwt/login").GetProperty("post");
        Assert.True(login.GetProperty("requestBody").GetProperty("content").TryGetProperty("multipart/form-data", out _));
        Assert.False(login.TryGetProperty("security", out _));
    }

    [Fact]
    public async Task Document_Limits_AreTheValidators()
    {
        using var client = fixture.Blue.NewClient();
        var schemas = JsonDocument.Parse(await client.GetStringAsync("/api/v1/openapi.json")).RootElement.GetProperty("components").GetProperty("schemas");
        var request = schemas.GetProperty("CreateListRequest");
        Assert.Equal("name", request.GetProperty("required")[0].GetString());
        Assert.Equal(100, request.GetProperty("properties").GetProperty("name").GetProperty("maxLength").GetInt32());
        Assert.Equal(500, request.GetProperty("properties").GetProperty("description").GetProperty("maxLength").GetInt32());
        var id = schemas.GetProperty("ItemResponse").GetProperty("properties").GetProperty("id").GetProperty("type");
        Assert.Equal("integer", id.GetString());
    }

    [Fact]
    public async Task Document_EverySuccess_IsDescribed()
    {
        using var client = fixture.Blue.NewClient();
        var paths = JsonDocument.Parse(await client.GetStringAsync("/api/v1/openapi.json")).RootElement.GetProperty("paths");
        Assert.Equal(["201"], Successes("/api/v1/auth/register", "post"));
        Assert.Equal(["202"], Successes("/api/v1/auth/verify/request-verify-token", "post"));
        Assert.Equal(["202"], Successes("/api/v1/auth/reset-password/forgot-password", "post"));
        Assert.Equal(["204"], Successes("/api/v1/auth/jwt/logout", "post"));
        Assert.Equal(["204"], Successes("/api/v1/users/me", "delete"));
        Assert.Equal(["204"], Successes("/api/v1/users/{id}", "delete"));
        var bodiless = from path in paths.EnumerateObject()
                       from operation in path.Value.EnumerateObject()
                       where operation.Value.GetProperty("responses").TryGetProperty("200", out var success) && !success.TryGetProperty("content", out _)
                       select $"{operation.Name} {path.Name}";
        Assert.Equal(["post /api/v1/auth/reset-password/reset-password"], bodiless);

        IEnumerable<string> Successes(string path, string method) => paths.GetProperty(path).GetProperty(method).GetProperty("responses")
            .EnumerateObject().Select(response => response.Name).Where(status => status[0] == '2');
    }

    [Theory]
    [InlineData("/api/v1/items/suggestions", "query:string list_id:integer limit:integer")]
    [InlineData("/api/v1/shopping-lists/{id}/changes", "after:integer limit:integer")]
    [InlineData("/api/v1/outbox/messages", "to:string limit:integer cursor:integer")]
    public async Task Document_Query_IsNamed(string path, string expected)
    {
        using var client = fixture.Blue.NewClient();
        var operation = JsonDocument.Parse(await client.GetStringAsync("/api/v1/openapi.json")).RootElement.GetProperty("paths").GetProperty(path).GetProperty("get");
        var query = operation.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query")
            .Select(parameter => $"{parameter.GetProperty("name")}:{parameter.GetProperty("schema").GetProperty("type")}");
        Assert.Equal(expected, string.Join(' ', query));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FamilyCart.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        }

        return folder.FullName;
    }
}
