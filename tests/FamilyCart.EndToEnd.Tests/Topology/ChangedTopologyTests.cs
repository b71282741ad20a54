using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Dashboard;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>A topology of its own is commanded from the dashboard, and then parts of it are killed. One start serves all three.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class ChangedTopologyTests(TopologyFixture other) : IDisposable
{
    private const string Green = "uat-api-green";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(180);

    private readonly TopologyRun _run = new("second");

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Run_CommandedFromTheDashboardAndKilledInParts_CarriesOnBesideAnotherTopology()
    {
        using var command = _run.Start();
        var description = await _run.HealthyAsync(command);
        Assert.NotEqual(other.Description.Topology, description.Topology);

        await using (var browser = await Browser.LogInAsync(await TopologyFixture.LoginAsync(command)))
        {
            await SlotStopsAndStartsAsync(browser, description);
            Assert.DoesNotContain("it is started again", command.Said, StringComparison.Ordinal);
            await HostDrainsAndResumesAsync(browser, description);
        }

        await PartsComeBackAsync(command, description);
        var processes = ProcessSnapshot.Of(command.Id);
        await command.SignalAsync("INT");
        Assert.Equal(0, (await command.EndAsync(s_limit)).ExitCode);
        await _run.AssertNothingLeftAsync(processes);
    }

    private static async Task SlotStopsAndStartsAsync(Browser browser, TopologyDescription description)
    {
        using var http = new HttpClient();
        var slot = browser.Row(Green);
        await slot.GetByTitle("Stop resource").ClickAsync();
        await browser.SeeAsync(slot.GetByText("Finished"));
        await browser.ShootAsync("stopped");
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(description.UrlOf(Green)));

        await slot.GetByTitle("Start resource").ClickAsync();
        await browser.SeeAsync(slot.GetByText("Running", new() { Exact = true }));
        await browser.ShootAsync("started");
        await UntilAsync(() => AnswersAsync(http, new Uri(description.UrlOf(Green), "/health")), $"{Green} answers");
    }

    /// <summary>A command of ours, with its question: the runner manager itself must say that it is carried out.</summary>
    private static async Task HostDrainsAndResumesAsync(Browser browser, TopologyDescription description)
    {
        using var manager = new HttpClient { BaseAddress = description.UrlOf("uat-runner-manager") };
        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(description.SecretsFile))!;
        manager.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secrets["operator-token"]);

        await browser.CommandAsync("uat-runner-manager", "Drain host", isAsked: true);
        await UntilAsync(() => IsDrainingAsync(manager, true), "the host is drained");
        await browser.ShootAsync("drained");
        await browser.CommandAsync("uat-runner-manager", "Resume host", isAsked: false);
        await UntilAsync(() => IsDrainingAsync(manager, false), "the host is resumed");
    }

    private async Task PartsComeBackAsync(RunningCommand command, TopologyDescription description)
    {
        var processes = ProcessSnapshot.Of(command.Id).Alive;
        Kill(processes.First(process => process.Command.Contains("/FamilyCart.Api/bin/", StringComparison.Ordinal)).Id);
        Kill(processes.First(process => process.Command.Contains("redis-server", StringComparison.Ordinal)).Id);
        Kill(processes.First(process => process.Command.Contains("aspire-managed dashboard", StringComparison.Ordinal)).Id);

        const string Again = "it is started again in 1 s (try 1 of 5).";
        foreach (var (victim, answer) in new[] { ("uat-api-", Again), ("uat-redis", Again), ("aspire-dashboard", "the next run has it again.") })
        {
            await UntilAsync(() => Task.FromResult(command.Said.Split('\n').Any(line =>
                line.StartsWith(victim, StringComparison.Ordinal) && line.EndsWith(answer, StringComparison.Ordinal))), $"{victim}:\n{command.Said}");
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var address in new[] { description.UrlOf("uat-api-blue"), description.UrlOf(Green), other.Description.UrlOf("uat-api-blue") })
        {
            await UntilAsync(() => AnswersAsync(http, new Uri(address, "/health")), address.ToString());
        }
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    private static async Task<bool> IsDrainingAsync(HttpClient manager, bool expected)
    {
        using var fleet = JsonDocument.Parse(await manager.GetStringAsync("/api/fleet"));
        return fleet.RootElement.GetProperty("hosts").EnumerateArray().Single().GetProperty("drained").ValueKind != JsonValueKind.Null == expected;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var end = DateTime.UtcNow + s_limit; !await condition(); await Task.Delay(100))
        {
            Assert.True(DateTime.UtcNow < end, what);
        }
    }
}
