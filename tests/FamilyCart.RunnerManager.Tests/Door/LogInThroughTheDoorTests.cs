using System.Net;
using System.Text.Json;
using FamilyCart.RunnerManager.Tests.Pages;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Playwright;

namespace FamilyCart.RunnerManager.Tests.Door;

/// <summary>A browser logs in to look, through the real gateway, at a fleet that is not the demo's.</summary>
[Trait("Category", "Browser")]
public sealed class LogInThroughTheDoorTests(PostgresFixture postgres, BrowserFixture browser) : IClassFixture<PostgresFixture>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private StillFleet _fleet = null!;
    private GatewayProcess _gateway = null!;

    public async Task InitializeAsync()
    {
        _fleet = await StillFleet.StartAsync(postgres, "--Readers:Anonymous=false");
        _gateway = await GatewayProcess.StartAsync(_fleet.Address);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task LogIn_ThroughTheDoor_LetsTheBrowserLookBelowThePrefixAlone()
    {
        var page = await browser.Chromium.OpenAsync(1000, 900);
        var runners = new Uri(_gateway.Address, "runners/");
        Assert.Equal(401, (await page.GotoAsync(runners.ToString()))!.Status);
        Assert.Equal(401, (await FleetAsync(page)).Status);

        await LogInAsync(page, "a-token-that-nobody-has-0123456");
        await page.Locator("#said", new() { HasText = "not the token of a viewer" }).WaitForAsync();
        Assert.Equal(new Uri(runners, "log-in").ToString(), page.Url);
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Equal(401, (await FleetAsync(page)).Status);

        await LogInAsync(page, Operators.ViewerToken);
        await page.GetByText("Logged in as vera").WaitForAsync();
        await page.Locator("#pool-uat").WaitForAsync();
        Assert.Equal(runners.ToString(), page.Url);
        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.Equal(("/runners", true, true, SameSiteAttribute.Strict), (cookie.Path, cookie.HttpOnly, cookie.Secure, cookie.SameSite));
        var (status, body) = await FleetAsync(page);
        Assert.Equal(200, status);
        using var fleet = JsonDocument.Parse(body);
        Assert.Contains(fleet.RootElement.GetProperty("pools").EnumerateArray(), pool => pool.GetProperty("name").GetString() == "uat");

        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = runners };
        foreach (var path in new[] { "", "api/fleet", "api/v1/status" })
        {
            using var answer = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        await page.Locator("#log-out button").ClickAsync();
        await page.Locator("#log-in").WaitForAsync();
        Assert.Equal(401, (await FleetAsync(page)).Status);
    }

    // As the page's own link asks for it.
    private static async Task<(int Status, string Body)> FleetAsync(IPage page)
    {
        var answer = await page.EvaluateAsync<JsonElement>("async () => { const answer = await fetch('/runners/api/fleet'); return { status: answer.status, body: await answer.text() }; }");
        return (answer.GetProperty("status").GetInt32(), answer.GetProperty("body").GetString()!);
    }

    private static async Task LogInAsync(IPage page, string token)
    {
        await page.Locator("#token").FillAsync(token);
        await page.Locator("#log-in button").ClickAsync();
    }
}
