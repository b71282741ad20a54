using System.Text.Json;
using Octokit.Internal;

namespace Octokit.Tests;

internal sealed class Json : IJsonSerializer
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Serialize(object item) => JsonSerializer.Serialize(item, _options);

    public T Deserialize<T>(string json) => JsonSerializer.Deserialize<T>(json, _options)!;
}

internal sealed record Thing(int Id, string FullName);
