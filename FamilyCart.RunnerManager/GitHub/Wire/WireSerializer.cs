using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Octokit.Internal;

namespace FamilyCart.RunnerManager.GitHub.Wire;

/// <summary>Binds our own types with Octokit, in GitHub's snake_case.</summary>
internal sealed class WireSerializer : IJsonSerializer
{
    public string Serialize(object item) => JsonSerializer.Serialize(item, item.GetType(), GitHubJsonContext.Default);

    /// <exception cref="JsonException">It is not what was expected.</exception>
    public T Deserialize<T>(string json) =>
        JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)GitHubJsonContext.Default.GetTypeInfo(typeof(T))!) ?? throw new JsonException("The body is null.");
}
