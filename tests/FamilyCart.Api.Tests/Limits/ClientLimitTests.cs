using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Limits;

[Collection(ApiCollection.Name)]
public sealed class ClientLimitTests(ApiFixture fixture)
{
    [Fact]
    public async Task Request_OverTheLimitOfItsAddress_IsToldWhenToComeAgain()
    {
        await using var api = Start();
        using var limited = new CounterProbe(api, "familycart.requests.limited", "endpoint", "/api/v1/auth/jwt/login");
        Assert.All(await AskAsync(api, 3, "203.0.113.1"), answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));

        var refused = Assert.Single(await AskAsync(api, 1, "203.0.113.1"));
        refused.ShouldFail(HttpStatusCode.TooManyRequests, "Too many requests");
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.Equal(1, limited.Total);

        api.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, Assert.Single(await AskAsync(api, 1, "203.0.113.1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, Assert.Single(await AskAsync(api, 1, "203.0.113.1")).Status);
    }

    [Theory]
    [InlineData("203.0.113.2", "203.0.113.3", false)]
    [InlineData("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", true)]
    [InlineData("2001:db8:1:2::3", "2001:db8:1:3::3", false)]
    [InlineData("203.0.113.4", "::ffff:203.0.113.4", true)]
    [InlineData("203.0.113.5", "198.51.100.1, 203.0.113.5", true)]
    [InlineData("203.0.113.6", "nonsense", false)]
    public async Task Request_FromAnotherAddress_SharesTheLimitOnlyWithItself(string first, string second, bool isSame)
    {
        await using var api = Start();
        await AskAsync(api, 3, first);
        Assert.Equal(
            isSame ? HttpStatusCode.TooManyRequests : HttpStatusCode.UnprocessableEntity,
            Assert.Single(await AskAsync(api, 1, second)).Status);
    }

    [Fact]
    public async Task Request_HeaderOfNobodyWhoIsTrusted_IsIgnored()
    {
        await using var api = Start(("Limits:TrustedProxies", "192.0.2.0/24"));
        for (var client = 1; client <= 3; client++)
        {
            await AskAsync(api, 1, $"203.0.113.{client}");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, Assert.Single(await AskAsync(api, 1, "203.0.113.4")).Status);
    }

    [Theory]
    [InlineData("auth/register")]
    [InlineData("auth/jwt/refresh")]
    [InlineData("auth/verify/verify")]
    [InlineData("auth/verify/request-verify-token")]
    [InlineData("auth/reset-password/forgot-password")]
    [InlineData("auth/reset-password/reset-password")]
    public async Task Endpoint_WithCredentials_IsLimited(string path)
    {
        await using var api = Start();
        using var anonymous = Person.Anonymous(api);
        for (var time = 0; time < 3; time++)
        {
            (await anonymous.PostAsync(path, new { })).ShouldFail(HttpStatusCode.UnprocessableEntity);
        }

        (await anonymous.PostAsync(path, new { })).ShouldFail(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Letters_MoreThanThreeToAnAddress_AreNotWritten()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var suppressed = new CounterProbe(api, "familycart.letters.suppressed", "purpose", "reset");
        using var ann = await Person.JoinAsync(api, "Ann");
        using var anonymous = Person.Anonymous(api);
        var nobody = Person.NewEmail("nobody");
        for (var time = 0; time < 5; time++)
        {
            var known = await anonymous.PostAsync("auth/reset-password/forgot-password", new { email = ann.Email });
            known.ShouldSucceed(HttpStatusCode.Accepted);
            known.ShouldBeLike(await anonymous.PostAsync("auth/reset-password/forgot-password", new { email = nobody }));
        }

        Assert.Equal(3, await Letters.CountAsync(api, "reset_password", ann.Email));
        Assert.Equal(4, suppressed.Total);

        api.Time.Advance(TimeSpan.FromMinutes(16));
        await anonymous.PostAsync("auth/reset-password/forgot-password", new { email = ann.Email });
        Assert.Equal(4, await Letters.CountAsync(api, "reset_password", ann.Email));
    }

    [Fact]
    public async Task Letters_OfRegistrationsAndRequests_ShareALimit()
    {
        var email = Person.NewEmail("Flood");
        using var anonymous = Person.Anonymous(fixture.Blue);
        for (var time = 0; time < 2; time++)
        {
            (await anonymous.PostAsync("auth/register", new { email, password = Person.Password, nickname = "Flood" }))
                .ShouldSucceed(HttpStatusCode.Created);
            (await anonymous.PostAsync("auth/verify/request-verify-token", new { email })).ShouldSucceed(HttpStatusCode.Accepted);
        }

        Assert.Equal(3, await Letters.CountAsync(fixture.Blue, "verify", email));
    }

    private ApiApplication Start(params (string Key, string Value)[] settings) => ApiApplication.Start(
        fixture.Database.ConnectionString,
        fixture.Redis.ConnectionString,
        new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        {
            ["Limits:ClientRate"] = "6",
            ["Limits:ClientBurst"] = "3",
        });

    private static async Task<IReadOnlyList<Answer>> AskAsync(ApiApplication api, int times, string forwardedFor)
    {
        using var client = api.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        List<Answer> answers = [];
        for (var time = 0; time < times; time++)
        {
            using var form = new FormUrlEncodedContent([new("username", "ann@example.org")]);
            answers.Add(await Answer.ReadAsync(await client.PostAsync("/api/v1/auth/jwt/login", form)));
        }

        return answers;
    }
}
