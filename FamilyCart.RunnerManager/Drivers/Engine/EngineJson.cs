using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Drivers.Engine;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineMessage))]
[JsonSerializable(typeof(EngineId))]
[JsonSerializable(typeof(ContainerSpec))]
[JsonSerializable(typeof(NetworkSpec))]
[JsonSerializable(typeof(ContainerView))]
[JsonSerializable(typeof(ContainerStats))]
[JsonSerializable(typeof(ContainerProcesses))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(List<ContainerEntry>))]
[JsonSerializable(typeof(List<NetworkEntry>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class EngineJson : JsonSerializerContext;
