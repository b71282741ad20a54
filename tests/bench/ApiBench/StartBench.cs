using Bench;

namespace ApiBench;

/// <summary>From the start of the process to its first healthy answer, with all its files in the system's cache; median.</summary>
internal static class StartBench
{
    private const int Runs = 5;

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var processor = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            await using var api = await stage.StartApiAsync(cancellationToken);
            times.Add(api.StartTime.TotalSeconds);
            processor.Add((await api.ProcessorTimeAsync()).TotalSeconds);
        }

        figures.Set("api.start", Numbers.Median(times));
        Figures.Note($"start: {string.Join(", ", times.Select(time => FormattableString.Invariant($"{time:0.00}")))} s, {Numbers.Median(processor):0.00} s of a processor");
    }
}
