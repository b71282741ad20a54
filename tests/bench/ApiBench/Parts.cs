namespace ApiBench;

/// <summary>The parts of the bench by their names.</summary>
internal static class Parts
{
    internal static string[] All => ["list50", "mixed50", "fanout", "idle", "start"];

    internal static Task RunAsync(string part, Stage stage, Figures figures, CancellationToken cancellationToken) => part switch
    {
        "list50" => ListBench.RunAsync(stage, figures, cancellationToken),
        "mixed50" => MixedBench.RunAsync(stage, figures, cancellationToken),
        "fanout" => FanoutBench.RunAsync(stage, figures, cancellationToken),
        "idle" => IdleBench.RunAsync(stage, figures, cancellationToken),
        "start" => StartBench.RunAsync(stage, figures, cancellationToken),
        _ => throw new InvalidOperationException($"There is no part {part}: list50, mixed50, fanout, idle and start are."),
    };
}
