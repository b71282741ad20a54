using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Slices;

/// <summary>Runners that go on after their job, with the whole fleet and real processes.</summary>
public sealed class OvertimeTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private LivingFleet? _fleet;
    private RunningManager? _manager;

    public async Task InitializeAsync()
    {
        _fleet = await LivingFleet.StartAsync(postgres);
        _manager = await _fleet.StartManagerAsync("--Plan:Overtime=00:00:01", "--Pools:uat:Maximum=2");
    }

    public async Task DisposeAsync()
    {
        if (_manager is not null)
        {
            await _manager.DisposeAsync();
        }

        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }
    }

    [Fact]
    public async Task Worker_GoesOnAfterItsJob_IsEndedAndOneWithAJobIsNot()
    {
        using var meter = new OwnMeter(_manager!);
        var working = _fleet!.Queue("at work", steps: [new JobStep(StepKind.Sleep, 20)]);
        // Long enough for the poll to hear of it.
        var hanging = _fleet.Queue("hangs", steps: [new JobStep(StepKind.Sleep, 3), new JobStep(StepKind.Hang, 600)]);

        await _fleet.CompletedAsync(hanging);
        await _fleet.GoneAsync(_fleet.Job(hanging).Runner!);

        await _fleet.CompletedAsync(working);
        Assert.Equal(("success", 1), (_fleet.Job(working).Conclusion, _fleet.Job(working).Executions));
        var explanation = await Eventually.IsAsync(
            () => _manager!.Client.GetFromJsonAsync<JsonElement>($"/api/jobs/{hanging}/explain").GetAwaiter().GetResult().GetProperty("explanation").GetString()!,
            sentence => sentence.Contains("was ended for that", StringComparison.Ordinal));
        Assert.StartsWith("It ended with 'success'", explanation, StringComparison.Ordinal);
        await Eventually.IsAsync(meter.Read, series => series.Contains("familycart.runner.failures{reason=\"Overtime\"} 1"));
    }
}
