using System.Globalization;
using Bench;

namespace RunnerBench;

/// <summary>
/// A manager that takes up 1,000 runners which listen and get no job: what its process alone costs, while driver and listeners are
/// pretended, and what GitHub charges it for. Calls at the start, such as the hourly check of the credential, count as an hour's.
/// </summary>
internal static class IdleBench
{
    private const int Runners = 1_000;

    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(3);

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var number = Runners.ToString(CultureInfo.InvariantCulture);
        var settings = new Dictionary<string, string> { ["Pools__uat__MinimumIdle"] = number, ["Pools__uat__Maximum"] = number };
        await using var managed = await stage.StartManagerAsync(settings, pretending: true, cancellationToken, Runners);
        await Task.Delay(_settling, cancellationToken);
        var atStart = Charged(managed);
        var processor = managed.ProcessorTime();
        await Task.Delay(_window, cancellationToken);
        var used = managed.ProcessorTime() - processor;
        var calls = Charged(managed) - atStart;
        if (managed.GitHub.Runners.Count != Runners)
        {
            throw new InvalidOperationException($"{managed.GitHub.Runners.Count} of {Runners} runners are left.");
        }

        figures.Set("runners.idle1000_api_calls", atStart + (calls * (TimeSpan.FromHours(1) / _window)));
        figures.Set("runners.idle1000_cpu", 100 * (used / _window));
        figures.Set("runners.idle1000_memory", await managed.MemoryAsync() / 1e6);
        Figures.Note($"idle: {atStart} chargeable calls in the first {_settling.TotalSeconds} s, {calls} in the next {_window.TotalMinutes} min");
    }

    private static int Charged(Managed managed) => managed.GitHub.Charged.Values.Sum();
}
