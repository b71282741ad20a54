using System.Net;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.GitHubEmulator.Tests.Rest;

public sealed class LimitTests
{
    [Fact]
    public async Task Core_UsedUp_Answers403UntilItsReset()
    {
        var time = new ManualTime();
        await using var world = await World.StartAsync(new EmulatorSettings { CoreLimit = 2 }, time);

        Assert.Equal("1", Remaining(await world.GitHub.GetAsync(World.Runners)));
        Assert.Equal("0", Remaining(await world.GitHub.GetAsync(World.Runners)));
        var refused = await world.GitHub.GetAsync(World.Runners);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("0", Remaining(refused));
        Assert.Equal(time.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Headers.GetValues("X-RateLimit-Reset").Single());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await world.GitHub.GetAsync(World.Runners)).StatusCode);
    }

    [Fact]
    public async Task Registration_HasABucketOfItsOwn()
    {
        await using var world = await World.StartAsync(new EmulatorSettings { RegistrationLimit = 1 });
        await world.MintAsync("one");

        var refused = await world.GitHub.PostAsync(World.Runners + "/registration-token");
        var limits = await world.GitHub.JsonAsync("rate_limit");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("actions_runner_registration", refused.Headers.GetValues("X-RateLimit-Resource").Single());
        Assert.Equal(0, limits["resources"]!["actions_runner_registration"]!["remaining"]!.GetValue<int>());
        Assert.Equal(5_000, limits["resources"]!["core"]!["remaining"]!.GetValue<int>());
    }

    [Fact]
    public async Task Get_WithItsETag_Answers304FreeOfChargeUntilSomethingChanges()
    {
        await using var world = await World.StartAsync();
        var first = await world.GitHub.GetAsync(World.Runners);

        var unchanged = await world.GitHub.GetAsync(World.Runners, first);
        await world.MintAsync("one");
        var changed = await world.GitHub.GetAsync(World.Runners, first);

        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal("4999", Remaining(unchanged));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal("4998", Remaining(changed));
    }

    [Fact]
    public async Task Points_UsedUp_Answers403WithRetryAfter()
    {
        await using var world = await World.StartAsync(new EmulatorSettings { PointLimit = 9 });
        await world.MintAsync("one");

        var refused = await world.GitHub.PostAsync(World.Runners + "/generate-jitconfig", World.Body("two"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("secondary rate limit", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(world.Control.Runners);
    }

    [Fact]
    public async Task Faults_OfTheApi_AreWhatTheySay()
    {
        await using var world = await World.StartAsync();
        world.Control.Add(new Fault(FaultKind.Outage, Times: 1));
        await Assert.ThrowsAsync<HttpRequestException>(() => world.GitHub.GetAsync(World.Runners));
        world.Control.Add(new Fault(FaultKind.Status, Times: 1, Status: 429, RetryAfter: 30));
        Assert.Equal(TimeSpan.FromSeconds(30), (await world.GitHub.GetAsync(World.Runners)).Headers.RetryAfter!.Delta);
        world.Control.Add(new Fault(FaultKind.LostResponse, Method: "POST", Path: "generate-jitconfig", Times: 1));
        await Assert.ThrowsAsync<HttpRequestException>(() => world.GitHub.PostAsync(World.Runners + "/generate-jitconfig", World.Body("one")));
        Assert.Equal("one", Assert.Single(world.Control.Runners).Name);
        world.Control.Add(new Fault(FaultKind.WrongDate, Seconds: -7_200, Times: 1));
        Assert.True((await world.GitHub.GetAsync(World.Runners)).Headers.Date < DateTimeOffset.UtcNow.AddHours(-1));
        Assert.True((await world.GitHub.GetAsync(World.Runners)).Headers.Date > DateTimeOffset.UtcNow.AddHours(-1));
    }

    private static string Remaining(HttpResponseMessage response) => response.Headers.GetValues("X-RateLimit-Remaining").Single();
}
