using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Playwright;

namespace FamilyCart.RunnerManager.Tests.Pages;

/// <summary>The page in a real browser, as a person uses it.</summary>
[Trait("Category", "Browser")]
public sealed class PageTests(PostgresFixture postgres, BrowserFixture browser) : IClassFixture<PostgresFixture>, IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string WrongToken = "a-token-that-nobody-has-0123456";

    private readonly List<IPage> _pages = [];
    private StillFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await StillFleet.StartAsync(postgres);

    public async Task DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.CloseAsync();
        }

        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Drain_ButtonWithoutAToken_AsksForItAndThenDoesIt()
    {
        var page = await OpenAsync();
        await page.Locator("#act-pools-uat").ClickAsync();
        await SaysAsync(page, "needs the operator token");
        Assert.Equal("token", await FocusAsync(page));

        await page.Keyboard.TypeAsync(Operators.Token);
        await page.GetByLabel("Reason").FillAsync("a new disk");
        await page.Keyboard.PressAsync("Enter");

        await SaysAsync(page, "uat is drained");
        await page.Locator("#pool-uat .drained", new() { HasText = "Drained by ann" }).GetByText("a new disk").WaitForAsync();
        await page.Locator("#runner-1", new() { HasText = "retiring" }).WaitForAsync();
        Assert.Equal("act-pools-uat", await FocusAsync(page));
        Assert.Equal("Resume uat", await page.Locator("#act-pools-uat").TextContentAsync());
        await page.Locator("#act-pools-uat").ClickAsync();
        await SaysAsync(page, "uat is back in service");
        await page.Locator("#act-pools-uat", new() { HasText = "Drain" }).WaitForAsync();
        Assert.Equal("act-pools-uat", await FocusAsync(page));
        Assert.Equal("ann", await _fleet.AskAsync<string>("select min(operator) from operator_action"));
    }

    [Fact]
    public async Task Token_Typed_IsKeptNowhereButInThePage()
    {
        var page = await OpenAsync();
        await GiveTokenAsync(page, Operators.Token);
        await page.Locator("#act-hosts-elsewhere").ClickAsync();
        await SaysAsync(page, "elsewhere is drained");

        Assert.DoesNotContain(Operators.Token, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length + document.cookie.length"));
        Assert.Equal("", await page.Locator("#token").InputValueAsync());
        Assert.Equal("password", await page.Locator("#token").GetAttributeAsync("type"));
    }

    [Theory]
    [InlineData(WrongToken, "no operator")]
    [InlineData(Operators.ViewerToken, "only look")]
    public async Task Drain_TokenWithoutTheRight_SaysSoAndChangesNothing(string token, string expected)
    {
        var page = await OpenAsync();
        await GiveTokenAsync(page, token);

        await page.Locator("#act-pools-uat").ClickAsync();

        await SaysAsync(page, expected);
        Assert.Equal(0, await _fleet.AskAsync<long>("select count(*) from drain"));
    }

    [Fact]
    public async Task Names_ThatAreAttacks_AreShownAsTheyAreAndDoNothing()
    {
        string[] attacks =
        [
            "<img src=x onerror=\"window.hurt=1\">", "</small></li><script>window.hurt=1</script>", "\"><svg/onload=window.hurt=1>", "</script></style><script>window.hurt=1</script>",
            "' onmouseover='window.hurt=1", "javascript:window.hurt=1", "{{7*7}}${7*7}", "\u202Eright to left",
        ];
        foreach (var (attack, index) in attacks.Select((attack, index) => (attack, index)))
        {
            await _fleet.QueueAsync(100 + index, attack, $"owner/{attack}", attack, attack);
            await _fleet.EndAsync(200 + index, attack, attack);
        }

        var page = await OpenAsync();
        await page.Locator("#job-107").WaitForAsync();
        await _fleet.QueueAsync(150, attacks[0]);
        await page.Locator("#job-150").WaitForAsync();

        Assert.Equal([.. attacks, attacks[0]], await page.Locator("#queue a bdi").AllTextContentsAsync());
        Assert.True(await page.EvaluateAsync<bool>("window.hurt === undefined"));
        Assert.Equal(0, await page.Locator("#live :is(img, svg, script, style)").CountAsync());
        Assert.Equal(0, await page.Locator("#live [onmouseover]").CountAsync());
        Assert.Equal("Runners – FamilyCart", await page.TitleAsync());
        Assert.All(await page.Locator("#live a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))"), link => Assert.Matches("^api/jobs/[0-9]+/explain$", link));
    }

    [Fact]
    public async Task Page_RunnerGoesOnAfterItsJob_SaysSoAsItsExplanationDoes()
    {
        await _fleet.EndAsync(5, "build", "success");
        Assert.Equal(2, await _fleet.AskAsync<long>("""
            with busy as (update runner set state = 'busy' where name = 'uat-1-abcdefgh' returning 1),
            told as (update workflow_job set runner_id = 7, over_at = now() where id = 5 returning 1)
            select (select count(*) from busy) + (select count(*) from told)
            """));

        await Eventually.IsAsync(() => _fleet.Client.GetStringAsync("/").GetAwaiter().GetResult(), page => page.Contains("its job is over for", StringComparison.Ordinal));
        Assert.Contains("Its runner goes on, and is given up when that lasts", await _fleet.Client.GetStringAsync("/api/jobs/5/explain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OnANarrowPhone_NeedsNoSidewaysScrolling()
    {
        await _fleet.QueueAsync(1, new string('a', 300), $"owner/{new string('b', 150)}", new string('c', 100), new string('d', 200));
        await _fleet.EndAsync(2, new string('e', 300), "success");
        var page = await OpenAsync(width: 320);
        await page.Locator("#operator summary").ClickAsync();
        await page.Locator("#life-2 summary").ClickAsync();
        await page.Locator("#life-2 .line li").First.WaitForAsync();

        await ShootAsync(page, "narrow");

        Assert.Equal(320, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
    }

    [Fact]
    public async Task Drain_ByKeyboardAlone_Works()
    {
        var page = await OpenAsync();
        await TabToAsync(page, "act-pools-uat");

        await page.Keyboard.PressAsync("Enter");
        await SaysAsync(page, "needs the operator token");
        await page.Keyboard.TypeAsync(Operators.Token);
        await page.Keyboard.PressAsync("Enter");

        await page.Locator("#act-pools-uat", new() { HasText = "Resume" }).WaitForAsync();
        Assert.Equal("act-pools-uat", await FocusAsync(page));
        Assert.NotEqual("none", await page.Locator("#act-pools-uat").EvaluateAsync<string>("one => getComputedStyle(one).outlineStyle"));
    }

    [Fact]
    public async Task Page_WhileItIsOpen_BringsInChangesAndKeepsFocusDetailsAndSilence()
    {
        await _fleet.EndAsync(1, "first", "success");
        var page = await OpenAsync();
        await page.Locator("#life-1 summary").ClickAsync();
        await page.Locator("#act-hosts-elsewhere").FocusAsync();
        await page.EvaluateAsync("window.same = true; window.said = 0; new MutationObserver(() => window.said++).observe(document.getElementById('said'), { childList: true, characterData: true, subtree: true })");

        await _fleet.QueueAsync(2, "second");
        await page.Locator("#job-2").WaitForAsync();
        await _fleet.EndAsync(3, "third", "failure");
        await page.Locator("#ended #job-3").WaitForAsync();

        Assert.True(await page.EvaluateAsync<bool>("window.same && window.said === 0"));
        Assert.Equal("act-hosts-elsewhere", await FocusAsync(page));
        Assert.True(await page.Locator("#life-1").EvaluateAsync<bool>("one => one.open"));
        Assert.Equal(["job-3", "job-1"], await page.Locator("#ended > ul > li").EvaluateAllAsync<string[]>("all => all.map(one => one.id)"));
    }

    [Fact]
    public async Task Page_ManagerGoesAway_SaysThatItIsNoLongerLive()
    {
        var page = await OpenAsync();

        await _fleet.DisposeAsync();

        await SaysAsync(page, "no longer live");
        Assert.True(await page.Locator("#pool-uat").IsVisibleAsync());
    }

    [Fact]
    public async Task Page_WithoutScript_ShowsTheSameAndAsksAgainByItself()
    {
        await _fleet.QueueAsync(1, "waiting");
        await Eventually.IsAsync(() => _fleet.Client.GetStringAsync("/").GetAwaiter().GetResult(), html => html.Contains("job-1", StringComparison.Ordinal));
        var page = await OpenAsync(script: false);

        await page.Locator("#job-1").GetByText("No pool has all of its labels (gpu)").WaitForAsync();
        await page.Locator("#runner-1 .line").GetByText("listening").WaitForAsync();

        Assert.Equal(1, await page.Locator("meta[http-equiv=refresh]").CountAsync());
        Assert.False(await page.Locator("#act-pools-uat").IsVisibleAsync());
    }

    [Fact]
    public async Task Page_BelowAPrefix_StaysBelowIt()
    {
        var page = await OpenAsync(go: false);
        await page.RouteAsync("**/*", async route =>
        {
            var path = new Uri(route.Request.Url).AbsolutePath;
            Assert.StartsWith("/runners/", path, StringComparison.Ordinal);
            var headers = new Dictionary<string, string>(route.Request.Headers) { ["x-forwarded-prefix"] = "/runners" };
            var answer = await route.FetchAsync(new() { Url = new Uri(_fleet.Address, path["/runners".Length..]).ToString(), Headers = headers });
            await route.FulfillAsync(new() { Response = answer });
        });

        await page.GotoAsync("http://localhost/runners/");
        await GiveTokenAsync(page, Operators.Token);
        await page.Locator("#act-runners-uat-1").ClickAsync();

        await SaysAsync(page, "uat-1 is replaced");
        await page.Locator("#runner-1", new() { HasText = "retiring" }).WaitForAsync();
    }

    [Fact]
    public async Task Page_DarkAndLight_AreTwoPictures()
    {
        await _fleet.QueueAsync(1, "waiting");
        await _fleet.EndAsync(2, "deploy", "failure");
        var light = await OpenAsync();
        var dark = await OpenAsync(scheme: ColorScheme.Dark);

        foreach (var (page, name) in new[] { (light, "light"), (dark, "dark") })
        {
            await page.Locator("#ended .bad").First.WaitForAsync();
            await ShootAsync(page, name);
        }

        const string Colour = "getComputedStyle(document.querySelector('#ended .bad')).color";
        Assert.NotEqual(await light.EvaluateAsync<string>(Colour), await dark.EvaluateAsync<string>(Colour));
    }

    private async Task<IPage> OpenAsync(int width = 1000, bool script = true, ColorScheme scheme = ColorScheme.Light, bool go = true)
    {
        var page = await browser.Chromium.OpenAsync(width, 900, script, scheme);
        _pages.Add(page);
        if (go)
        {
            await page.GotoAsync(_fleet.Address.ToString());
        }

        return page;
    }

    private static async Task ShootAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(AppContext.BaseDirectory, "pictures", $"{name}.png"), FullPage = true });

    private static async Task GiveTokenAsync(IPage page, string token)
    {
        await page.Locator("#operator summary").ClickAsync();
        await page.GetByLabel("Operator token").FillAsync(token);
        await page.GetByText("Use this token").ClickAsync();
        await SaysAsync(page, "The token is kept");
    }

    private static Task SaysAsync(IPage page, string text) => page.Locator("#said", new() { HasText = text }).WaitForAsync();

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.id");

    private static async Task TabToAsync(IPage page, string id)
    {
        for (var step = 0; step < 40 && await FocusAsync(page) != id; step++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal(id, await FocusAsync(page));
    }
}
