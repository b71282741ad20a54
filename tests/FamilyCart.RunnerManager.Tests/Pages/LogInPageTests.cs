using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Playwright;

namespace FamilyCart.RunnerManager.Tests.Pages;

/// <summary>Logging in to look, in a real browser.</summary>
[Trait("Category", "Browser")]
public sealed class LogInPageTests(PostgresFixture postgres, BrowserFixture browser) : IClassFixture<PostgresFixture>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private readonly List<IPage> _pages = [];
    private StillFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await StillFleet.StartAsync(postgres, "--Readers:Anonymous=false");

    public async Task DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.CloseAsync();
        }

        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task LogIn_AsAViewer_ShowsTheLivePageUntilTheLogOut()
    {
        var page = await OpenAsync();
        Assert.Equal(0, await page.Locator("#live").CountAsync());

        await LogInAsync(page, "a-token-that-nobody-has-0123456");
        await page.Locator("#said", new() { HasText = "not the token of a viewer" }).WaitForAsync();
        await LogInAsync(page, Operators.ViewerToken);
        await page.GetByText("Logged in as vera").WaitForAsync();
        await _fleet.QueueAsync(7, "brought in later");
        await page.Locator("#job-7").WaitForAsync();

        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));
        Assert.DoesNotContain(Operators.ViewerToken, await page.ContentAsync(), StringComparison.Ordinal);
        await page.Locator("#log-out button").ClickAsync();
        await page.Locator("#log-in").WaitForAsync();
        await page.GotoAsync(_fleet.Address.ToString());
        await page.Locator("#log-in").WaitForAsync();
    }

    [Fact]
    public async Task LogIn_WithoutScript_Works()
    {
        var page = await OpenAsync(script: false);

        await LogInAsync(page, Operators.ViewerToken);

        await page.Locator("#pool-uat").WaitForAsync();
    }

    [Fact]
    public async Task Button_AfterALogIn_AsksForTheTokenAllTheSame()
    {
        var page = await OpenAsync();
        await LogInAsync(page, Operators.Token);

        await page.Locator("#act-pools-uat").ClickAsync();

        await page.Locator("#said", new() { HasText = "needs the operator token" }).WaitForAsync();
        Assert.Equal(0, await _fleet.AskAsync<long>("select count(*) from drain"));
    }

    [Fact]
    public async Task Page_LogInEndsElsewhere_KeepsWhatWasTypedAndGoesOnAfterALogInInAnotherTab()
    {
        var page = await OpenAsync();
        await LogInAsync(page, Operators.ViewerToken);
        await page.Locator("#pool-uat").WaitForAsync();
        await page.Locator("#operator summary").ClickAsync();
        await page.Locator("#token").FillAsync("half a tok");

        await page.EvaluateAsync("fetch('log-out', { method: 'POST' })");
        var again = page.Locator("#log-in-again");
        await again.WaitForAsync();
        Assert.Equal((0, false), (await page.Locator("#pool-uat").CountAsync(), await page.Locator("#log-out").IsVisibleAsync()));
        var other = await page.RunAndWaitForPopupAsync(() => again.ClickAsync());
        await LogInAsync(other, Operators.Token);
        await other.Locator("#pool-uat").WaitForAsync();

        await page.Locator("#pool-uat").WaitForAsync();
        Assert.Equal("half a tok", await page.Locator("#token").InputValueAsync());
        Assert.Contains("Logged in as ann", await page.Locator("#log-out").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_AnswerToAWrongTokenIsLoadedAgain_IsTheFormStill()
    {
        var page = await OpenAsync(script: false);
        await LogInAsync(page, "a-token-that-nobody-has-0123456");
        await page.Locator("#said", new() { HasText = "not the token of a viewer" }).WaitForAsync();

        await page.GotoAsync(page.Url);

        await LogInAsync(page, Operators.ViewerToken);
        await page.Locator("#pool-uat").WaitForAsync();
        await page.GotoAsync(new Uri(_fleet.Address, "log-in").ToString());
        await page.Locator("#pool-uat").WaitForAsync();
    }

    [Fact]
    public async Task Page_ReachedByALinkOfAnotherSite_KnowsTheLogInAllTheSame()
    {
        var page = await OpenAsync();
        await LogInAsync(page, Operators.ViewerToken);
        await page.Locator("#pool-uat").WaitForAsync();
        await page.RouteAsync("http://elsewhere.example/", route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<a href=\"{_fleet.Address}\">runners</a>" }));
        await page.GotoAsync("http://elsewhere.example/");

        await page.GetByText("runners").ClickAsync();

        await page.Locator("#pool-uat").WaitForAsync();
    }

    [Fact]
    public async Task Form_OnANarrowPhone_NeedsNoSidewaysScrollingAndIsLabelled()
    {
        var page = await OpenAsync(width: 320);

        Assert.Equal(320, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
        Assert.Equal("token", await page.GetByLabel("Token of a viewer or an operator").GetAttributeAsync("id"));
        Assert.Equal("password", await page.Locator("#token").GetAttributeAsync("type"));
    }

    private async Task<IPage> OpenAsync(int width = 1000, bool script = true)
    {
        var page = await browser.Chromium.OpenAsync(width, 900, script);
        _pages.Add(page);
        await page.GotoAsync(_fleet.Address.ToString());
        await page.Locator("#log-in").WaitForAsync();
        return page;
    }

    private static async Task LogInAsync(IPage page, string token)
    {
        await page.Locator("#token").FillAsync(token);
        await page.Locator("#log-in button").ClickAsync();
    }
}
