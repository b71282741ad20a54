using System.Net;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.ServiceDefaults.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Operators;

[Collection(ApiCollection.Name)]
public sealed class OperatorTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string ViewerToken = "viewer-0123456789abcdefgh";
    private const string OperatorToken = "operator-0123456789abcdef";

    private ApiApplication _api = null!;

    public Task InitializeAsync()
    {
        _api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?>
            {
                ["Operators:ann:Token"] = ViewerToken,
                ["Operators:ann:Role"] = "viewer",
                ["Operators:night-shift:Token"] = OperatorToken,
                ["Operators:night-shift:Role"] = "operator",
                ["Logging:LogLevel:FamilyCart"] = "Information",
            },
            services => services.AddSingleton<IStartupFilter>(new ChangeEndpoint()));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData(ViewerToken, HttpStatusCode.Forbidden)]
    [InlineData(OperatorToken, HttpStatusCode.OK)]
    [InlineData("viewer-0123456789abcdefgX", HttpStatusCode.Unauthorized)]
    [InlineData("viewer-0123456789abcdefg", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Outbox_WithToken_IsForOperators(string? token, HttpStatusCode status) =>
        Assert.Equal(status, (await CallAsync(HttpMethod.Get, "/api/v1/outbox/messages", token)).Status);

    [Theory]
    [InlineData(ViewerToken, HttpStatusCode.Forbidden)]
    [InlineData(OperatorToken, HttpStatusCode.OK)]
    [InlineData("nobody-0123456789abcdefgh", HttpStatusCode.Unauthorized)]
    public async Task Changing_WithToken_IsForThoseWhoMay(string token, HttpStatusCode status)
    {
        var answer = await CallAsync(HttpMethod.Post, "/test/change", token);
        Assert.Equal(status, answer.Status);
        Assert.Equal(
            status == HttpStatusCode.OK ? 1 : 0,
            _api.Logs.Lines.Count(line => line.Id.Id == 4650 && line.Text.Contains("night-shift asks for POST /test/change", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Changing_AsViewer_IsToldWhoMay() =>
        (await CallAsync(HttpMethod.Post, "/test/change", ViewerToken)).ShouldFail(HttpStatusCode.Forbidden, "Only an operator may do this");

    [Fact]
    public async Task Tokens_OfPeopleAndOperators_OpenOnlyTheirOwnDoors()
    {
        using var ann = await Person.JoinAsync(_api, "Ann");
        (await ann.GetAsync("outbox/messages")).ShouldFail(HttpStatusCode.Unauthorized);
        (await CallAsync(HttpMethod.Get, "/api/v1/users/me", OperatorToken)).ShouldFail(HttpStatusCode.Unauthorized);
        (await CallAsync(HttpMethod.Get, "/api/v1/shopping-lists", OperatorToken)).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Operators_NoneConfigured_NobodyMay()
    {
        using var client = fixture.Blue.NewClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {OperatorToken}");
        using var response = await client.GetAsync("/api/v1/outbox/messages");
        (await Answer.ReadAsync(response)).ShouldFail(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [Fact]
    public async Task Logs_AfterEveryCall_HoldNoToken()
    {
        await CallAsync(HttpMethod.Get, "/api/v1/outbox/messages", OperatorToken);
        await CallAsync(HttpMethod.Post, "/test/change", ViewerToken);
        await CallAsync(HttpMethod.Post, "/test/change", OperatorToken);
        Assert.Contains(_api.Logs.Lines, line => line.Text.Contains("night-shift asks for GET /api/v1/outbox/messages", StringComparison.Ordinal));
        Assert.DoesNotContain(_api.Logs.Lines, line => line.Text.Contains(ViewerToken, StringComparison.Ordinal));
        Assert.DoesNotContain(_api.Logs.Lines, line => line.Text.Contains(OperatorToken, StringComparison.Ordinal));
    }

    private async Task<Answer> CallAsync(HttpMethod method, string path, string? token)
    {
        using var client = _api.NewClient();
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return await Answer.ReadAsync(await client.SendAsync(request));
    }

    /// <summary>Something that changes, which no operator's endpoint does yet.</summary>
    private sealed class ChangeEndpoint : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.UseRouting();
            app.UseAuthorization();
            app.UseEndpoints(endpoints => endpoints.MapPost("/test/change", () => Results.Ok("changed"))
                .RequireAuthorization(AccessPolicies.Operator).AddEndpointFilter<OperatorAudit>());
        };
    }
}
