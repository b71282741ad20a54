namespace RunnerBench;

/// <summary>The parts of the bench by their names, and the figures that each of them measures.</summary>
internal static class Parts
{
    internal static (string Name, string Unit, string Part)[] Figures { get; } =
    [
        ("runners.warm_p50", "s", "warm"),
        ("runners.cold_p50", "s", "cold"),
        ("runners.intake", "per s", "intake"),
        ("runners.intake_p99", "ms", "intake"),
        ("runners.intake_open_p99", "ms", "intake"),
        ("runners.idle1000_api_calls", "per h", "idle"),
        ("runners.idle1000_cpu", "percent of a core", "idle"),
        ("runners.idle1000_memory", "MB", "idle"),
        ("runners.simulated_day", "s", "day"),
        ("runners.chaos_stranded", "count", "chaos"),
        ("runners.chaos_surplus", "percent", "chaos"),
    ];

    internal static string[] All { get; } = [.. Figures.Select(figure => figure.Part).Distinct()];

    internal static Task RunAsync(string part, Stage stage, Bench.Figures figures, CancellationToken cancellationToken) => part switch
    {
        "warm" => WaitBench.RunWarmAsync(stage, figures, cancellationToken),
        "cold" => WaitBench.RunColdAsync(stage, figures, cancellationToken),
        "intake" => IntakeBench.RunAsync(stage, figures, cancellationToken),
        "idle" => IdleBench.RunAsync(stage, figures, cancellationToken),
        "day" => DayBench.RunAsync(figures),
        "chaos" => ChaosBench.RunAsync(figures),
        _ => throw new InvalidOperationException($"There is no part {part}: {string.Join(", ", All)} are."),
    };
}
