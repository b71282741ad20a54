using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Restarts;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Tests.Restarts;

/// <summary>Real processes of the real orchestrator; only the delays are not waited for.</summary>
[Collection(TopologyTests.Name)]
[Trait("Category", "Topology")]
public sealed class RestartSupervisorTests(TopologyFixture topology) : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly LaunchRun _run = new(topology);
    private readonly ManualTime _time = new();
    private readonly Channel<RestartNotice> _told = Channel.CreateUnbounded<RestartNotice>();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task RunAsync_ProcessThatAlwaysDies_IsTriedFiveTimesAndStaysDownRed()
    {
        await WithAsync("exit 3", async application =>
        {
            for (var tries = 1; tries <= RestartHistory.Tries; tries++)
            {
                var delay = TimeSpan.FromSeconds(1 << (tries - 1));
                Assert.Equal(new RestartNotice("worker", 3, delay, tries), await NextAsync());
                await _time.TimerAsync(delay);
                _time.Advance(delay);
            }

            var last = await NextAsync();
            Assert.Equal(new RestartNotice("worker", 3, null, RestartHistory.Tries), last);
            Assert.Contains("stays down", last.Sentence, StringComparison.Ordinal);
            Assert.True(application.ResourceNotifications.TryGetCurrentState("worker", out var state));
            Assert.Equal(KnownResourceStateStyles.Error, state.Snapshot.State!.Style);
        });
    }

    [Fact]
    public async Task RunAsync_ProcessKilled_IsStartedAgainButNotAfterAPersonStoppedIt()
    {
        await WithAsync("exec sleep 600", async application =>
        {
            var first = await RunningAsync(application, notThis: null);
            Process.GetProcessById(first).Kill();
            Assert.Equal(1, (await NextAsync()).Try);
            await _time.TimerAsync(TimeSpan.FromSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(1));
            var second = await RunningAsync(application, first);

            var commands = application.Services.GetRequiredService<ResourceCommandService>();
            Assert.True((await commands.ExecuteCommandAsync("worker", KnownResourceCommands.StopCommand)).Success);
            await application.ResourceNotifications.WaitForResourceAsync("worker", KnownResourceStates.Finished).WaitAsync(s_limit);
            Assert.True((await commands.ExecuteCommandAsync("worker", KnownResourceCommands.StartCommand)).Success);
            var third = await RunningAsync(application, second);

            // The stop was no death: the next notice is the second one.
            Process.GetProcessById(third).Kill();
            Assert.Equal(2, (await NextAsync()).Try);

            // Somebody is quicker than the delay: what they started is left alone when it is over.
            await _time.TimerAsync(TimeSpan.FromSeconds(2));
            Assert.True((await commands.ExecuteCommandAsync("worker", KnownResourceCommands.StartCommand)).Success);
            var fourth = await RunningAsync(application, third);
            _time.Advance(TimeSpan.FromSeconds(2));
            Process.GetProcessById(fourth).Kill();
            Assert.Equal(3, (await NextAsync()).Try);
        });
    }

    private async Task WithAsync(string script, Func<DistributedApplication, Task> use)
    {
        var builder = _run.Builder();
        builder.AddExecutable("worker", "sh", "/", "-c", script).WithRole("process");
        await using var application = builder.Build();
        await application.StartAsync();
        using var over = new CancellationTokenSource();
        var running = new RestartSupervisor(application, _time, notice => _told.Writer.WriteAsync(notice).AsTask()).RunAsync(over.Token);
        try
        {
            await use(application);
        }
        finally
        {
            await over.CancelAsync();
            await running;
            await application.StopAsync();
        }
    }

    private Task<RestartNotice> NextAsync() => _told.Reader.ReadAsync().AsTask().WaitAsync(s_limit);

    private static async Task<int> RunningAsync(DistributedApplication application, int? notThis)
    {
        var state = await application.ResourceNotifications.WaitForResourceAsync(
            "worker", change => change.Snapshot.State?.Text == KnownResourceStates.Running && IdOf(change) is { } id && id != notThis).WaitAsync(s_limit);
        return IdOf(state)!.Value;
    }

    private static int? IdOf(ResourceEvent change) =>
        change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } id ? Convert.ToInt32(id, CultureInfo.InvariantCulture) : null;
}
