using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Testing.Browser;
using Microsoft.Playwright;

namespace FamilyCart.Gateway.Tests.Administration;

/// <summary>The operator's page in a real browser, as a person uses it.</summary>
[Trait("Category", "Browser")]
public sealed class DeploymentPageTests : IAsyncLifetime
{
    private TwoSlots _slots = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _slots = await TwoSlots.StartAsync();
        _gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:StepTime", "00:20:00"));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _slots.DisposeAsync();
    }

    [Fact]
    public async Task Deploy_Buttons_TakeItThroughItsPhasesAndBack()
    {
        await using var browser = await Chromium.StartAsync();
        var page = await OpenAsync(browser);
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await GiveTokenAsync(page, Operator.Token);
        await page.GetByText("No deployment is under way; blue answers users.").WaitForAsync();
        Assert.Equal("act-deploy", await page.EvaluateAsync<string>("document.activeElement.id"));

        // By keyboard alone: the focus is where one begins.
        await page.Keyboard.PressAsync("Enter");
        await IsAsync(page, "canary");
        await page.Locator("#slot-green", new() { HasText = "Clients1 %" }).WaitForAsync();
        Assert.Equal("act-deploy", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.Locator("#act-promote").ClickAsync();
        await IsAsync(page, "promoted");
        await page.Locator("#slot-green", new() { HasText = "Clients100 %" }).WaitForAsync();
        await page.Locator("#act-rollback").ClickAsync();
        await IsAsync(page, "idle");
        await page.Locator("#recent", new() { HasText = "rolled back: ann asked for it." }).WaitForAsync();
        Assert.Equal("true", await page.Locator("#act-promote").GetAttributeAsync("aria-disabled"));
    }

    [Fact]
    public async Task Look_Viewer_SeesAndIsRefused()
    {
        await using var browser = await Chromium.StartAsync();
        var page = await OpenAsync(browser);
        await GiveTokenAsync(page, Operator.ViewerToken);
        await page.GetByText("blue answers users.").First.WaitForAsync();
        await page.Locator("#act-deploy").ClickAsync();
        await page.Locator("#said.bad", new() { HasText = "Only an operator may do this" }).WaitForAsync();
    }

    [Fact]
    public async Task Look_WrongToken_ShowsNothing()
    {
        await using var browser = await Chromium.StartAsync();
        var page = await OpenAsync(browser);
        await GiveTokenAsync(page, "wrong-0123456789abcdefghijklmnopqrstuvwxyz");
        await page.Locator("#said.bad").WaitForAsync();
        Assert.True(await page.Locator("#live").IsHiddenAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length + document.cookie.length"));
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1400, ColorScheme.Light)]
    public async Task Page_AnyWidth_FitsIntoIt(int width, ColorScheme scheme)
    {
        await using var browser = await Chromium.StartAsync(width, scheme: scheme);
        var page = await OpenAsync(browser);
        await GiveTokenAsync(page, Operator.Token);
        await page.Locator("#slot-green", new() { HasText = "1.2.3-green" }).WaitForAsync();
        await page.Locator("#act-deploy").ClickAsync();
        await IsAsync(page, "canary");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        if (Environment.GetEnvironmentVariable("FAMILYCART_PICTURES") is { Length: > 0 } folder)
        {
            await browser.ShootAsync(Path.Combine(folder, $"deployments-{width}-{scheme}.png"), whole: true);
        }
    }

    private async Task<IPage> OpenAsync(Chromium browser)
    {
        await browser.Page.GotoAsync($"http://127.0.0.1:{_gateway.AdminPort}/");
        return browser.Page;
    }

    private static async Task GiveTokenAsync(IPage page, string token)
    {
        await page.Locator("#token").FillAsync(token);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task IsAsync(IPage page, string phase) => page.Locator("#phases [aria-current]", new() { HasText = phase }).WaitForAsync();
}
