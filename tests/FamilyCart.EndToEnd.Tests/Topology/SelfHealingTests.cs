using System.Diagnostics;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>Parts of a topology in use are killed; it carries on and says so.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class SelfHealingTests(TopologyFixture other) : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly TopologyRun _run = new("second");

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Run_WhoseServiceServerAndDashboardAreKilled_CarriesOnBesideAnotherTopology()
    {
        using var command = _run.Start();
        var description = await _run.HealthyAsync(command);
        Assert.NotEqual(other.Description.Topology, description.Topology);
        var processes = ProcessSnapshot.Of(command.Id).Alive;

        Kill(processes.First(process => process.Command.Contains("/FamilyCart.Api/bin/", StringComparison.Ordinal)).Id);
        Kill(processes.First(process => process.Command.Contains("redis-server", StringComparison.Ordinal)).Id);
        Kill(processes.First(process => process.Command.Contains("aspire-managed dashboard", StringComparison.Ordinal)).Id);

        const string Again = "it is started again in 1 s (try 1 of 5).";
        foreach (var (victim, answer) in new[] { ("uat-api-", Again), ("uat-redis", Again), ("aspire-dashboard", "the next run has it again.") })
        {
            await UntilAsync(command, () => Task.FromResult(command.Said.Split('\n').Any(line =>
                line.StartsWith(victim, StringComparison.Ordinal) && line.EndsWith(answer, StringComparison.Ordinal))), victim);
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var api in new[] { "uat-api-blue", "uat-api-green" })
        {
            var address = new Uri(description.UrlOf(api), "/health");
            await UntilAsync(command, () => AnswersAsync(http, address), address.ToString());
        }

        Assert.True(await AnswersAsync(http, new Uri(other.Description.UrlOf("uat-api-blue"), "/health")));
        await command.SignalAsync("INT");
        Assert.Equal(0, (await command.EndAsync(s_limit)).ExitCode);
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
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

    private static async Task UntilAsync(Running.RunningCommand command, Func<Task<bool>> condition, string what)
    {
        for (var end = DateTime.UtcNow + s_limit; !await condition(); await Task.Delay(100))
        {
            Assert.True(DateTime.UtcNow < end && !command.HasExited, $"{what}:\n{command.Said}");
        }
    }
}
