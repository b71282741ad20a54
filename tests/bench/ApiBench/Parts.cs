using Bench;

namespace ApiBench;

/// <summary>The parts of the bench by their names.</summary>
internal static class Parts
{
    internal static (string Name, string Unit, string Part)[] Figures { get; } =
    [
        ("api.list50_vs_pgbench", "ratio", "list50"),
        ("api.list50_p95", "ms", "list50"),
        ("api.list50_rate", "per s", "list50"),
        ("api.mixed50_p95", "ms", "mixed50"),
        ("api.mixed50_errors", "count", "mixed50"),
        ("api.login_p95", "ms", "mixed50"),
        ("api.socket_connect_p95", "ms", "mixed50"),
        ("api.memory_after_mixed", "MB", "mixed50"),
        ("api.fanout_p99", "ms", "fanout"),
        ("api.idle_socket", "KB", "idle"),
        ("api.start", "s", "start"),
        ("backup.rpo", "s", "backup"),
        ("backup.rto", "s", "backup"),
        ("backup.slowdown", "percent", "backup"),
    ];

    /// <summary>Those of tests/bench/api.sh; tests/bench/backup.sh names its own.</summary>
    internal static string[] All => ["list50", "mixed50", "fanout", "idle", "start"];

    internal static Task RunAsync(string part, Stage stage, Figures figures, CancellationToken cancellationToken) => part switch
    {
        "list50" => ListBench.RunAsync(stage, figures, cancellationToken),
        "mixed50" => MixedBench.RunAsync(stage, figures, cancellationToken),
        "fanout" => FanoutBench.RunAsync(stage, figures, cancellationToken),
        "idle" => IdleBench.RunAsync(stage, figures, cancellationToken),
        "start" => StartBench.RunAsync(stage, figures, cancellationToken),
        "backup" => BackupBench.RunAsync(stage, figures, cancellationToken),
        _ => throw new InvalidOperationException($"There is no part {part}: list50, mixed50, fanout, idle, start and backup are."),
    };
}
