using Microsoft.Playwright;

namespace FamilyCart.Testing.Browser;

/// <summary>Headless Chromium with nobody's settings, and one page in it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const int LimitMilliseconds = 60_000;

    // Started by root as well, and never to look for updates or accounts.
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    /// <summary>Its page; whoever waits for something there gives up after a minute.</summary>
    public IPage Page { get; }

    /// <summary>Starts it with an empty page.</summary>
    /// <param name="width">Of the page, in CSS pixels.</param>
    /// <param name="height">Of the page, in CSS pixels.</param>
    /// <param name="script">Whether pages may run scripts.</param>
    /// <param name="scheme">What the page is told of the person's taste.</param>
    public static async Task<Chromium> StartAsync(int width = 1400, int height = 900, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        var (playwright, browser) = await LaunchAsync();
        return new Chromium(playwright, browser, await PageAsync(browser, width, height, script, scheme));
    }

    internal static async Task<(IPlaywright Playwright, IBrowser Browser)> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program(), Args = s_arguments }));
    }

    /// <summary>A page with cookies, storage and cache of its own.</summary>
    internal static async Task<IPage> PageAsync(IBrowser browser, int width, int height, bool script, ColorScheme scheme)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = script,
            ColorScheme = scheme,
        });
        page.SetDefaultTimeout(LimitMilliseconds);
        return page;
    }

    /// <summary>Keeps a picture of the page.</summary>
    /// <param name="file">A <c>.png</c>.</param>
    /// <param name="whole">Also what is below the window.</param>
    public async Task ShootAsync(string file, bool whole = false) => await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = whole });

    /// <inheritdoc/>
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
