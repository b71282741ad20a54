using FamilyCart.EndToEnd.Tests.Running;
using Microsoft.Playwright;

namespace FamilyCart.EndToEnd.Tests.Dashboard;

/// <summary>Headless Chromium with nobody's settings, and the folder that keeps its pictures.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const int LimitMilliseconds = 60_000;
    private const int Width = 1400;
    private const int Height = 900;

    // Started by root as well, and never to look for updates or accounts.
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Starts it and signs in.</summary>
    /// <param name="address">The login address that a run prints.</param>
    public static async Task<Browser> LogInAsync(string address)
    {
        var browser = await StartAsync();
        try
        {
            await browser.Page.GotoAsync(address);
            await browser.Row("uat-gateway").WaitForAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>A resource's line on the first page.</summary>
    public ILocator Row(string resource) => Page.Locator("tr.resource-row").Filter(new() { Has = Page.GetByText(resource, new() { Exact = true }) });

    private static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program(), Args = s_arguments });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = Width, Height = Height } });
        page.SetDefaultTimeout(LimitMilliseconds);
        return new Browser(playwright, browser, page);
    }

    /// <summary>Keeps a picture of the page as <c>TestResults/dashboard/NAME.png</c>.</summary>
    public async Task ShootAsync(string name) =>
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.File($"TestResults/dashboard/{name}.png") });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    // The names that build/packages.sh looks for.
    private static string Program() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
         from name in new[] { "chromium", "chromium-browser", "google-chrome" }
         select Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no Chromium in PATH; ./test installs it.");
}
