using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Drivers.Engine;

// What is sent and what is read of the Docker Engine API, under its own names.
internal sealed record EngineVersion(
    string? ApiVersion, [property: JsonPropertyName("MinAPIVersion")] string? OldestApiVersion, string? Version = null, IReadOnlyList<EngineComponent>? Components = null);

internal sealed record EngineComponent(string? Name);

internal sealed record EngineInfo(
    bool MemoryLimit,
    [property: JsonPropertyName("CpuCfsQuota")] bool ProcessorLimit,
    [property: JsonPropertyName("PidsLimit")] bool ProcessesLimit,
    [property: JsonPropertyName("CgroupVersion")] string? ControlGroupVersion = null,
    bool Rootless = false);

internal sealed record EngineMessage([property: JsonPropertyName("message")] string? Message);

internal sealed record EngineId(string? Id);

internal sealed record ContainerEntry(string Id, IReadOnlyList<string>? Names, IReadOnlyDictionary<string, string>? Labels, string? State = null);

internal sealed record NetworkEntry(string Id, string? Name, IReadOnlyDictionary<string, string>? Labels);

internal sealed record ContainerView(string? Id, DateTimeOffset Created, ContainerState? State, ContainerConfig? Config, IReadOnlyList<ContainerMount>? Mounts = null);

internal sealed record ContainerState(string? Status, [property: JsonPropertyName("OOMKilled")] bool OutOfMemory, int ExitCode, [property: JsonPropertyName("Pid")] int ProcessId = 0);

internal sealed record ContainerConfig(IReadOnlyDictionary<string, string>? Labels, string? WorkingDir = null);

internal sealed record ContainerMount(string? Type, string? Source, string? Destination);

internal sealed record ContainerProcesses(IReadOnlyList<string>? Titles, IReadOnlyList<IReadOnlyList<string>>? Processes);

internal sealed record NetworkSpec(string Name, IReadOnlyDictionary<string, string> Labels)
{
    public string Driver { get; } = "bridge";

    public bool CheckDuplicate { get; } = true;
}
