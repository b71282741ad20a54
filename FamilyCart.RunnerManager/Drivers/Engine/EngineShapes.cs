using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Drivers.Engine;

// What is sent and what is read of the Docker Engine API, under its own names.
internal sealed record EngineVersion(string? ApiVersion, [property: JsonPropertyName("MinAPIVersion")] string? OldestApiVersion);

internal sealed record EngineMessage([property: JsonPropertyName("message")] string? Message);

internal sealed record EngineId(string? Id);

internal sealed record ContainerEntry(string Id, IReadOnlyList<string>? Names, IReadOnlyDictionary<string, string>? Labels);

internal sealed record NetworkEntry(string Id, string? Name, IReadOnlyDictionary<string, string>? Labels);

internal sealed record ContainerView(string? Id, DateTimeOffset Created, ContainerState? State, ContainerConfig? Config);

internal sealed record ContainerState(string? Status, [property: JsonPropertyName("OOMKilled")] bool OutOfMemory, int ExitCode);

internal sealed record ContainerConfig(IReadOnlyDictionary<string, string>? Labels);

internal sealed record NetworkSpec(string Name, IReadOnlyDictionary<string, string> Labels)
{
    public string Driver { get; } = "bridge";

    public bool CheckDuplicate { get; } = true;
}

internal sealed record NetworkMember(string Container);
