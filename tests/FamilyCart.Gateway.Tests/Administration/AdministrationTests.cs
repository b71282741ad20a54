using System.Net;
using FamilyCart.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Administration;

public sealed class AdministrationTests : IAsyncLifetime
{
    private TwoSlots _slots = null!;
    private RunningGateway _gateway = null!;
    private Operator _ann = null!;

    public async Task InitializeAsync()
    {
        _slots = await TwoSlots.StartAsync();
        _gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:StepTime", "00:20:00"));
        _ann = new Operator(_gateway);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _slots.DisposeAsync();
    }

    [Theory]
    [InlineData("", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)]
    [InlineData("wrong-0123456789abcdefghijklmnopqrstuvwxyz", HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)]
    [InlineData(Operator.ViewerToken, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    public async Task Any_TokenOfAnotherRole_ChangesNothing(string token, HttpStatusCode look, HttpStatusCode change)
    {
        var other = new Operator(_gateway, token);
        Assert.Equal(look, (await other.GetAsync("/deployments")).StatusCode);
        foreach (var path in new[] { "/deployments", "/promote", "/rollback", "/pause", "/resume", "/complete" })
        {
            Assert.Equal(change, (await other.PostAsync(path, new { slot = "green" })).StatusCode);
        }

        Assert.Equal("idle", (await _ann.StateAsync()).GetProperty("phase").GetString());
    }

    [Theory]
    [InlineData("/deployments")]
    [InlineData("/promote")]
    [InlineData("/pause")]
    public async Task Any_PublicDoor_IsNotThere(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Authorization", $"Bearer {Operator.Token}");
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.Public.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Begin_AnotherIsUnderWay_SaysWhoAndSinceWhen()
    {
        await _ann.PostAsync("/deployments", new { slot = "green" });
        var text = await Problem.AssertAsync(409, await _ann.PostAsync("/deployments", new { slot = "green" }));
        Assert.Contains("ann", text, StringComparison.Ordinal);
        Assert.Contains(TimeProvider.System.GetUtcNow().Year.ToString(System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_SameKeyAgain_IsTheSameDeployment()
    {
        var first = await _ann.PostAsync("/deployments", new { slot = "green" }, ("Idempotency-Key", "one"));
        var again = await _ann.PostAsync("/deployments", new { slot = "green" }, ("Idempotency-Key", "one"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        await Problem.AssertAsync(422, await _ann.PostAsync("/deployments", new { slot = "green", mode = "switch" }, ("Idempotency-Key", "one")));
        Assert.Equal(HttpStatusCode.OK, (await _ann.PostAsync("/rollback")).StatusCode);
        await _ann.UntilAsync("idle");
        Assert.Equal(HttpStatusCode.OK, (await _ann.PostAsync("/deployments", new { slot = "green" }, ("Idempotency-Key", "one"))).StatusCode);
        Assert.Equal("idle", (await _ann.StateAsync()).GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Change_OldRevision_IsRefused()
    {
        var seen = (await _ann.GetAsync("/deployments")).Headers.ETag!.Tag;
        Assert.Equal(HttpStatusCode.Created, (await _ann.PostAsync("/deployments", new { slot = "green" }, ("If-Match", seen))).StatusCode);
        await Problem.AssertAsync(412, await _ann.PostAsync("/rollback", null, ("If-Match", seen)));
        await Problem.AssertAsync(422, await _ann.PostAsync("/rollback", null, ("If-Match", "nonsense")));
        Assert.Equal(HttpStatusCode.OK, (await _ann.PostAsync("/rollback", null, ("If-Match", "*"))).StatusCode);
    }

    [Theory]
    [InlineData("/promote")]
    [InlineData("/rollback")]
    [InlineData("/complete")]
    [InlineData("/resume")]
    public async Task Change_NothingUnderWay_IsRefused(string path) => await Problem.AssertAsync(409, await _ann.PostAsync(path));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"slot\": 3}")]
    [InlineData("{\"slot\": \"purple\"}")]
    [InlineData("{\"slot\": \"green\", \"mode\": \"soon\"}")]
    [InlineData("{\"slot\": \"green\", \"force\": true}")]
    public async Task Begin_BadBody_SaysWhatIsExpected(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/deployments") { Content = new StringContent(body) };
        request.Headers.Add("Authorization", $"Bearer {Operator.Token}");
        await Problem.AssertAsync(422, await _gateway.Admin.SendAsync(request));
        Assert.Equal("idle", (await _ann.StateAsync()).GetProperty("phase").GetString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("31")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    public async Task Pause_BadLength_IsRefused(string seconds) => await Problem.AssertAsync(422, await _ann.PostAsync($"/pause?seconds={seconds}"));

    [Fact]
    public async Task Change_StateCannotBeWritten_ChangesNothing()
    {
        Directory.CreateDirectory($"{_slots.StateFile}.new");
        await Problem.AssertAsync(503, await _ann.PostAsync("/deployments", new { slot = "green" }));
        Assert.Equal("idle", (await _ann.StateAsync()).GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Change_CarriedOutOrNot_IsWrittenDownWithStatusAndBothStates()
    {
        await _ann.PostAsync("/pause?seconds=30");
        await _ann.PostAsync("/pause?seconds=30");
        await _ann.PostAsync("/pause?seconds=31");
        await new Operator(_gateway, Operator.ViewerToken).PostAsync("/resume");
        await new Operator(_gateway, "wrong-0123456789abcdefghijklmnopqrstuvwxyz").PostAsync("/resume");

        var lines = _gateway.Log.All.Select(line => line.Text).ToList();
        Assert.Contains("Operator ann: POST /pause was answered with 200; from 0 idle, blue is active to 1 idle, blue is active, paused.", lines);
        Assert.Contains("Operator ann: POST /pause was answered with 409; from 1 idle, blue is active, paused to 1 idle, blue is active, paused.", lines);
        Assert.Contains("Operator ann: POST /pause was answered with 422, before it was looked at.", lines);
        await Eventually.TrueAsync(() => _gateway.Log.All.Count(line => line.Text.Contains("was turned away", StringComparison.Ordinal)) == 2);
        Assert.Contains(_gateway.Log.All, line => line.Text == "vic was turned away from POST /resume with 403.");
        Assert.Contains(_gateway.Log.All, line => line.Text == "nobody was turned away from POST /resume with 401.");
        Assert.DoesNotContain(_gateway.Log.All, line => line.Text.Contains("0123456789abcdef", StringComparison.Ordinal));
    }

    // What looks for a token hashes it. A user's is none of the door's business.
    [Fact]
    public async Task Token_AtThePublicDoor_IsNotLookedAt()
    {
        var schemes = _gateway.Services.GetRequiredService<Microsoft.AspNetCore.Authentication.IAuthenticationSchemeProvider>();

        Assert.Null(await schemes.GetDefaultAuthenticateSchemeAsync());
        Assert.Equal(HttpStatusCode.OK, (await _ann.GetAsync("/deployments")).StatusCode);
    }

    [Fact]
    public async Task Change_Any_IsWrittenDownWithTheName()
    {
        await _ann.PostAsync("/pause?seconds=1");
        Assert.Contains(_gateway.Log.All, line => line.Text.Contains("ann", StringComparison.Ordinal) && line.Text.Contains("/pause", StringComparison.Ordinal));
    }
}
