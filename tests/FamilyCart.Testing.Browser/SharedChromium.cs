using Microsoft.Playwright;

namespace FamilyCart.Testing.Browser;

/// <summary>One headless Chromium for all tests of a class; each page is a person of its own, who knows nothing of the others. It starts with the first page.</summary>
public sealed class SharedChromium : IAsyncDisposable
{
    private Task<(IPlaywright Playwright, IBrowser Browser)>? _started;

    /// <summary>Opens a page; whoever waits for something there gives up after a minute.</summary>
    /// <param name="width">Of the page, in CSS pixels.</param>
    /// <param name="height">Of the page, in CSS pixels.</param>
    /// <param name="script">Whether pages may run scripts.</param>
    /// <param name="scheme">What the page is told of the person's taste.</param>
    public async Task<IPage> OpenAsync(int width = 1400, int height = 900, bool script = true, ColorScheme scheme = ColorScheme.Light) =>
        await Chromium.PageAsync((await (_started ??= Chromium.LaunchAsync())).Browser, width, height, script, scheme);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_started is not null)
        {
            var (playwright, browser) = await _started;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
