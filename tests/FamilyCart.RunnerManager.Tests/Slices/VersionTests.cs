using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Slices;

/// <summary>What a whole manager makes of what GitHub says of its runner's version.</summary>
public sealed class VersionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Version_TakenNoLonger_IsSaidEverywhereBeforeAnyListenerStarts()
    {
        await using var fleet = await LivingFleet.StartAsync(postgres);
        fleet.GitHub.SetNewestVersion(new Version(2, 400, 0));
        fleet.GitHub.SetMinimumVersion(new Version(2, 336, 0));
        await using var manager = await StartAsync(fleet);
        await StandingAsync(manager, "deprecated");
        fleet.Queue("build");
        var job = fleet.GitHub.Jobs[0].Id;

        const string sentence = "GitHub takes version 2.335.0 of the runner no longer: put 2.400.0 where Runner:Distribution is.";
        await SaysAsync(manager, $"/api/jobs/{job}/explain", $"its host cannot: {sentence}");
        await SaysAsync(manager, "/", sentence);
        using var meter = new OwnMeter(manager);
        Assert.Contains("familycart.runner.distribution_deprecated{driver=\"process\",version=\"2.335.0\"} 1", meter.Read());
        var preflight = await manager.CallAsync(HttpMethod.Post, "/api/gates/uat/preflight", new { }, Workflow.Operator);
        Assert.Contains("\"part\":\"distribution\",\"name\":\"2.335.0\"", preflight.Body, StringComparison.Ordinal);
        Assert.Equal(0, await Database.AskAsync<long>(fleet.Database.RuntimeConnectionString, "select count(*) from runner where exit_code = 7"));
    }

    [Fact]
    public async Task Version_NoSchedulesAndANewerOne_IsWarnedOfAndRunsJobs()
    {
        await using var fleet = await LivingFleet.StartAsync(postgres);
        fleet.GitHub.SetNewestVersion(new Version(2, 400, 0));
        fleet.GitHub.TellSchedules(false);
        await using var manager = await StartAsync(fleet);

        var status = await StandingAsync(manager, "outdated");

        Assert.Equal(("2.335.0", "2.400.0", JsonValueKind.Null), (status.GetProperty("version").GetString(), status.GetProperty("newest").GetString(), status.GetProperty("endsAt").ValueKind));
        await SaysAsync(manager, "/", "There is a newer version of the runner than 2.335.0");
        await fleet.CompletedAsync(fleet.Queue("build"));
    }

    private static Task<RunningManager> StartAsync(LivingFleet fleet) =>
        RunningManager.StartAsync(fleet.Database, [.. fleet.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. Workflow.Settings]);

    private static Task<JsonElement> StandingAsync(RunningManager manager, string standing) => Eventually.IsAsync(
        () => manager.Client.GetFromJsonAsync<JsonElement>("/api/v1/status").GetAwaiter().GetResult().GetProperty("distribution"),
        distribution => distribution.ValueKind == JsonValueKind.Object && distribution.GetProperty("standing").GetString() == standing);

    private static async Task SaysAsync(RunningManager manager, string path, string text) =>
        await Eventually.IsAsync(() => manager.Client.GetAsync(new Uri(path, UriKind.Relative)).GetAwaiter().GetResult().Content.ReadAsStringAsync().GetAwaiter().GetResult(), body => body.Contains(text, StringComparison.Ordinal));
}
