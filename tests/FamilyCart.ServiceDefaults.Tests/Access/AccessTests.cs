using System.Net;
using FamilyCart.ServiceDefaults.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Tests.Access;

public sealed class AccessTests
{
    private const string Viewer = "viewer-0123456789abcdefgh";
    private const string Ci = "ci-0123456789abcdefghijkl";
    private const string Operator = "operator-0123456789abcdef";

    [Theory]
    [InlineData("viewer", Viewer, HttpStatusCode.OK)]
    [InlineData("viewer", Ci, HttpStatusCode.Forbidden)]
    [InlineData("viewer", Operator, HttpStatusCode.OK)]
    [InlineData("ci", Viewer, HttpStatusCode.Forbidden)]
    [InlineData("ci", Ci, HttpStatusCode.OK)]
    [InlineData("ci", Operator, HttpStatusCode.OK)]
    [InlineData("operator", Viewer, HttpStatusCode.Forbidden)]
    [InlineData("operator", Ci, HttpStatusCode.Forbidden)]
    [InlineData("operator", Operator, HttpStatusCode.OK)]
    [InlineData("operator", "nobody-0123456789abcdefgh", HttpStatusCode.Unauthorized)]
    [InlineData("operator", "", HttpStatusCode.Unauthorized)]
    [InlineData("operator", null, HttpStatusCode.Unauthorized)]
    public async Task Endpoint_OfPolicy_IsForItsRoles(string policy, string? token, HttpStatusCode expected)
    {
        await using var app = await StartAsync(policy);
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var response = await client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(expected == HttpStatusCode.Unauthorized ? "Bearer" : "", response.Headers.WwwAuthenticate.ToString());
        }
    }

    private static async Task<WebApplication> StartAsync(string policy)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Operators:ann:Token"] = Viewer,
            ["Operators:ann:Role"] = "viewer",
            ["Operators:pipeline:Token"] = Ci,
            ["Operators:pipeline:Role"] = "ci",
            ["Operators:night-shift:Token"] = Operator,
            ["Operators:night-shift:Role"] = "operator",
        });
        builder.AddAccess();
        var app = builder.Build();
        app.MapGet("/", () => "done").RequireAuthorization(policy);
        await app.StartAsync();
        return app;
    }
}
