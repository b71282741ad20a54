using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyCart.EndToEnd.Tests.Topology;
using Microsoft.Playwright;

namespace FamilyCart.EndToEnd.Tests.Dashboard;

/// <summary>The real dashboard in a real browser, as a person uses it. Pictures are kept below TestResults/dashboard/.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
public sealed partial class DashboardTests(TopologyFixture topology) : IAsyncLifetime
{
    private static readonly string[] s_withSignals =
        ["uat-api-blue", "uat-api-green", "uat-gateway", "uat-github-emulator", "uat-runner-manager", "uat-prober", "uat-migrations", "uat-runner-migrations"];

    private Browser _browser = null!;

    private IPage Page => _browser.Page;

    public async Task InitializeAsync()
    {
        Assert.True(topology.DashboardLogin.Length > 0, "FAMILYCART_DASHBOARD must have the login address that the run printed.");
        _browser = await Browser.LogInAsync(topology.DashboardLogin);
    }

    public async Task DisposeAsync() => await _browser.DisposeAsync();

    [Fact]
    public async Task Login_WithoutTheToken_ShowsNothing()
    {
        var context = await Page.Context.Browser!.NewContextAsync();
        var stranger = await context.NewPageAsync();
        await stranger.GotoAsync(new Uri(topology.DashboardLogin).GetLeftPart(UriPartial.Authority));

        await stranger.WaitForURLAsync(url => url.Contains("/login", StringComparison.Ordinal));

        Assert.DoesNotContain("uat-", await stranger.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_OfARunningTopology_AreAllThereAndWell()
    {
        foreach (var resource in topology.Description.Resources)
        {
            await _browser.SeeAsync(Row(resource.Name).GetByText(resource.Health == "completed" ? "Finished" : "Running", Exactly()));
        }

        await _browser.ShootAsync("resources");
        Assert.Equal(topology.Description.Resources.Count, await Page.Locator("tr.resource-row").CountAsync());
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Graph" }).ClickAsync();
        await _browser.SeeAsync(Page.Locator(".resource-graph text").GetByText("uat-gateway"));
        await _browser.ShootAsync("graph");
    }

    [Fact]
    public async Task Secrets_OnEveryPage_AreHiddenUntilAskedFor()
    {
        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(topology.Description.SecretsFile))!;
        await Row("uat-api-blue").GetByText("uat-api-blue").ClickAsync();
        await _browser.SeeAsync(Page.GetByText("ConnectionStrings__familycart"));
        await Page.GetByText("ConnectionStrings__familycart").ScrollIntoViewIfNeededAsync();
        await _browser.ShootAsync("details");
        AssertHidden(await Page.Locator("body").InnerTextAsync());

        await GoToAsync("/?view=Parameters");
        await _browser.SeeAsync(Row("uat-db-password"));
        await _browser.ShootAsync("parameters");
        AssertHidden(await Page.Locator("body").InnerTextAsync());

        await Row("uat-db-password").GetByTitle("Show value").ClickAsync();
        await Row("uat-db-password").GetByText(secrets["uat-db-password"]).WaitForAsync();

        void AssertHidden(string text) => Assert.All(secrets, secret => Assert.DoesNotContain(secret.Value, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Console_OfAService_ShowsWhatItWrites()
    {
        await Row("uat-gateway").GetByTitle("Console logs").ClickAsync();

        await _browser.SeeAsync(Page.GetByText("Upstream api-blue is healthy.").First);
        await _browser.ShootAsync("console");
    }

    [Fact]
    public async Task Trace_OfARequestThroughTheGateway_ReachesTheDatabase()
    {
        using var http = new HttpClient();
        using var registered = await http.PostAsJsonAsync(
            new Uri(new Uri(topology.Description.Gateway), "/api/v1/auth/register"),
            new { email = $"{Guid.NewGuid():N}@example.com", password = "correct horse battery", nickname = "Trace" });
        Assert.True(registered.IsSuccessStatusCode, $"{registered.StatusCode}");

        // The prober's requests begin traces at the gateway as well, and any of them will do.
        await GoToAsync("/traces/resource/uat-gateway");
        await _browser.OpenAsync(Page.GetByText("uat-gateway: POST /api/{**rest}").First, "/traces/detail/");
        await _browser.SeeAsync(Page.GetByText(PostToTheApi()).First);
        await _browser.SeeAsync(Page.GetByText("postgresql").First);
        await _browser.ShootAsync("trace");

        var rows = await Page.GetByRole(AriaRole.Row).AllInnerTextsAsync();
        Assert.Contains(rows, row => row.Contains("POST /api/{**rest}", StringComparison.Ordinal) && row.Contains("uat-gateway", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("postgresql", StringComparison.Ordinal) && row.Contains("uat-api-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("structuredlogs", "logs")]
    [InlineData("metrics", "metrics")]
    public async Task Signals_OfEveryService_Arrive(string path, string picture)
    {
        foreach (var service in s_withSignals)
        {
            await GoToAsync($"/{path}/resource/{service}");
            await _browser.SeeAsync(path == "metrics" ? Page.GetByText("System.Runtime").First : Page.GetByRole(AriaRole.Row).Filter(new() { HasText = service }).First);
        }

        await _browser.ShootAsync(picture);
    }

    [GeneratedRegex("POST /api/v1/")]
    private static partial Regex PostToTheApi();

    private static LocatorGetByTextOptions Exactly() => new() { Exact = true };

    private ILocator Row(string resource) => _browser.Row(resource);

    private async Task GoToAsync(string path) => await Page.GotoAsync($"{new Uri(topology.DashboardLogin).GetLeftPart(UriPartial.Authority)}{path}");
}
