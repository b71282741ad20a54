using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyCart.Api.Ollama;

/// <summary>What goes to Ollama and comes from it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatResponse))]
[JsonSerializable(typeof(TagsResponse))]
internal sealed partial class OllamaJsonContext : JsonSerializerContext;
