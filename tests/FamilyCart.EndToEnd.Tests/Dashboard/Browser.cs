using FamilyCart.EndToEnd.Tests.Running;
using FamilyCart.Testing.Browser;
using Microsoft.Playwright;

namespace FamilyCart.EndToEnd.Tests.Dashboard;

/// <summary>A browser at the dashboard, and the folder that keeps its pictures.</summary>
internal sealed class Browser : IAsyncDisposable
{
    // The page is fed by a connection of its own, which a busy machine may let go of before the first row: a person loads it again.
    private const int Loads = 3;

    private readonly Chromium _chromium;

    private Browser(Chromium chromium) => _chromium = chromium;

    public IPage Page => _chromium.Page;

    private ILocator Yes => Page.Locator("fluent-dialog fluent-button").Filter(new() { HasText = "Yes" });

    /// <summary>Starts it and signs in.</summary>
    /// <param name="address">The login address that a run prints.</param>
    public static async Task<Browser> LogInAsync(string address)
    {
        var browser = new Browser(await Chromium.StartAsync());
        try
        {
            await browser.Page.GotoAsync(address);
            await browser.SeeAsync(browser.Row("uat-gateway"));
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the page shows this, and loads it again when it does not come.</summary>
    /// <param name="expected">What the page's address alone brings.</param>
    /// <exception cref="TimeoutException">It came with none of the loads; the message has what was there instead.</exception>
    public async Task SeeAsync(ILocator expected)
    {
        for (var load = 1; !await ShowsAsync(expected, isLast: load == Loads); load++)
        {
            await Page.ReloadAsync();
        }
    }

    /// <summary>Clicks on something that leads elsewhere, and again when that was lost: a list that grows redraws its lines under the pointer.</summary>
    /// <param name="link">What the page's address alone brings.</param>
    /// <param name="path">A part of the address that it leads to.</param>
    /// <exception cref="TimeoutException">None of the clicks led there.</exception>
    public async Task OpenAsync(ILocator link, string path)
    {
        await SeeAsync(link);
        for (var click = 1; !Page.Url.Contains(path, StringComparison.Ordinal); click++)
        {
            try
            {
                await link.ClickAsync();
                await Page.WaitForURLAsync(address => address.Contains(path, StringComparison.Ordinal));
            }
            catch (TimeoutException) when (click < Loads)
            {
                // The next click may be seen.
            }
        }
    }

    /// <summary>A resource's line on the first page.</summary>
    public ILocator Row(string resource) => Page.Locator("tr.resource-row").Filter(new() { Has = Page.GetByText(resource, new() { Exact = true }) });

    /// <summary>Chooses a command of a resource from the submenu at the end of its line.</summary>
    /// <param name="resource">Whose.</param>
    /// <param name="title">What its title begins with.</param>
    /// <param name="isAsked">Whether it asks before; the question is answered with yes.</param>
    public async Task CommandAsync(string resource, string title, bool isAsked)
    {
        for (var load = 1; !await IsGivenAsync(resource, title, isAsked, isLast: load == Loads); load++)
        {
            await Page.ReloadAsync();
        }
    }

    /// <summary>Keeps a picture of the page as <c>TestResults/dashboard/NAME.png</c>.</summary>
    public Task ShootAsync(string name) => _chromium.ShootAsync(Repository.File($"TestResults/dashboard/{name}.png"));

    public ValueTask DisposeAsync() => _chromium.DisposeAsync();

    // A question that does not come was not asked, for a busy machine lets go of the connection by which the page tells of clicks.
    private async Task<bool> IsGivenAsync(string resource, string title, bool isAsked, bool isLast)
    {
        try
        {
            await Row(resource).GetByTitle("Actions").ClickAsync();
            // The item of the submenu is within the item that opens it.
            await Page.Locator("fluent-menu-item").Filter(new() { HasText = "Commands" }).First.HoverAsync();
            await Page.Locator("fluent-menu fluent-menu fluent-menu-item, fluent-menu-item fluent-menu-item").Filter(new() { HasText = title }).ClickAsync();
            if (isAsked)
            {
                await Yes.WaitForAsync();
            }
        }
        catch (TimeoutException) when (!isLast)
        {
            return false;
        }

        if (isAsked)
        {
            await Yes.ClickAsync();
        }

        return true;
    }

    private async Task<bool> ShowsAsync(ILocator expected, bool isLast)
    {
        try
        {
            await expected.WaitForAsync();
            return true;
        }
        catch (TimeoutException) when (!isLast)
        {
            return false;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The dashboard did not show {expected} after {Loads} loads, but: {await Page.Locator("body").InnerTextAsync()}", late);
        }
    }
}
