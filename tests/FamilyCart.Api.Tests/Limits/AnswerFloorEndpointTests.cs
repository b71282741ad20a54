using System.Diagnostics;
using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Limits;

/// <summary>Which endpoints keep to the floor.</summary>
[Collection(ApiCollection.Name)]
public sealed class AnswerFloorEndpointTests(ApiFixture fixture)
{
    private static readonly TimeSpan _floor = TimeSpan.FromSeconds(0.5);

    /// <summary>The timer's clock and the stopwatch's differ.</summary>
    private static readonly TimeSpan _tolerance = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Endpoints_WhoseAnswersCouldTell_WaitForTheFloor()
    {
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Limits:AnswerFloor"] = "00:00:00.5" });
        using var anonymous = Person.Anonymous(api);
        var email = Person.NewEmail("nobody");
        foreach (var (ask, status) in new (Func<Task<Answer>>, HttpStatusCode)[]
        {
            (() => anonymous.LogInAsync(email, Person.Password), HttpStatusCode.BadRequest),
            (() => anonymous.PostAsync("auth/register", new { email, password = Person.Password, nickname = "Ann" }), HttpStatusCode.Created),
            (() => anonymous.PostAsync("auth/reset-password/forgot-password", new { email }), HttpStatusCode.Accepted),
            (() => anonymous.PostAsync("auth/verify/request-verify-token", new { email }), HttpStatusCode.Accepted),
        })
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(status, (await ask()).Status);
            Assert.InRange(Stopwatch.GetElapsedTime(started), _floor - _tolerance, TimeSpan.FromMinutes(1));
        }
    }
}
