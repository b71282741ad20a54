using Bench;
using GatewayBench.Deployments;
using GatewayBench.Sockets;
using GatewayBench.Throughput;

namespace GatewayBench;

/// <summary>The parts of the bench by their names.</summary>
internal static class Parts
{
    internal static (string Name, string Unit, string Part)[] Figures { get; } =
    [
        ("gateway.bare_throughput_vs_nginx", "ratio", "bare"),
        ("gateway.full_throughput_vs_nginx", "ratio", "full"),
        ("gateway.full_p99_vs_nginx", "ratio", "full"),
        ("gateway.full_cpu_vs_nginx", "ratio", "full"),
        ("gateway.full_throughput_vs_caddy", "ratio", "full"),
        ("gateway.switch_requests", "count", "switch"),
        ("gateway.switch_failed", "count", "switch"),
        ("gateway.switch_max", "ms", "switch"),
        ("gateway.autorollback", "s", "rollback"),
        ("gateway.autorollback_failed", "percent", "rollback"),
        ("gateway.socket_events_lost", "count", "sockets"),
        ("gateway.socket_events_doubled", "count", "sockets"),
        ("gateway.socket_reconnect_p99", "s", "sockets"),
        ("gateway.memory", "MB", "sockets"),
    ];

    internal static string[] All => ["bare", "full", "switch", "rollback", "sockets"];

    internal static Task RunAsync(string part, Place place, PeakMemory memory, Figures figures, CancellationToken cancellationToken) => part switch
    {
        "bare" => ThroughputBench.RunBareAsync(place, memory, figures, cancellationToken),
        "full" => ThroughputBench.RunFullAsync(place, memory, figures, cancellationToken),
        "switch" => SwitchBench.RunAsync(memory, figures, cancellationToken),
        "rollback" => RollbackBench.RunAsync(memory, figures, cancellationToken),
        "sockets" => SocketBench.RunAsync(place, memory, figures, cancellationToken),
        _ => throw new InvalidOperationException($"There is no part {part}: {string.Join(", ", All)} are."),
    };
}
