using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Drivers.Engine;

/// <summary>What the engine counts of a container; empty parts, or zeros, once it has ended.</summary>
internal sealed record ContainerStats(
    [property: JsonPropertyName("cpu_stats")] ProcessorStats? Processors,
    [property: JsonPropertyName("memory_stats")] MemoryStats? Memory,
    [property: JsonPropertyName("pids_stats")] ProcessesStats? Processes);

internal sealed record ProcessorStats([property: JsonPropertyName("cpu_usage")] ProcessorTime? Usage);

/// <param name="Total">Nanoseconds of one processor.</param>
internal sealed record ProcessorTime([property: JsonPropertyName("total_usage")] ulong Total);

/// <param name="Usage">Bytes, cache of files included.</param>
/// <param name="Peak">Bytes; control groups of version 2 do not have it here.</param>
/// <param name="Limit">Bytes.</param>
/// <param name="Details">The kernel's own figures by its own names.</param>
internal sealed record MemoryStats(
    [property: JsonPropertyName("usage")] ulong? Usage,
    [property: JsonPropertyName("max_usage")] ulong? Peak,
    [property: JsonPropertyName("limit")] ulong? Limit,
    [property: JsonPropertyName("stats")] IReadOnlyDictionary<string, ulong>? Details);

internal sealed record ProcessesStats([property: JsonPropertyName("current")] ulong? Current);
