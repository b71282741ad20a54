using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyCart.Api.Suggestions;

/// <summary>What models write and the cache keeps.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelAnswer))]
internal sealed partial class SuggestionJsonContext : JsonSerializerContext;
