using FamilyCart.EndToEnd.Tests.Topology;

namespace FamilyCart.EndToEnd.Tests.Dashboard;

/// <summary>Commands of the dashboard on a topology of their own, since they change it.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class CommandTests : IDisposable
{
    private readonly TopologyRun _run = new("commands");

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Commands_StopThenStart_EndAndBringBackTheSlot()
    {
        using var command = _run.Start();
        var description = await _run.HealthyAsync(command);
        using var http = new HttpClient();
        await using (var browser = await Browser.LogInAsync(await TopologyFixture.LoginAsync(command)))
        {
            var slot = browser.Row("uat-api-green");
            await slot.GetByTitle("Stop resource").ClickAsync();
            await slot.GetByText("Finished").WaitForAsync();
            await browser.ShootAsync("stopped");
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(description.UrlOf("uat-api-green")));

            await slot.GetByTitle("Start resource").ClickAsync();
            await slot.GetByText("Running", new() { Exact = true }).WaitForAsync();
            await browser.ShootAsync("started");
        }

        using var answer = await http.GetAsync(new Uri(description.UrlOf("uat-api-green"), "/health"));
        Assert.True(answer.IsSuccessStatusCode);
        Assert.DoesNotContain("it is started again", command.Said, StringComparison.Ordinal);
        await command.SignalAsync("INT");
        Assert.Equal(0, (await command.EndAsync(TimeSpan.FromSeconds(60))).ExitCode);
    }
}
