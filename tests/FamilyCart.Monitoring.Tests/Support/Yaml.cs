using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace FamilyCart.Monitoring.Tests.Support;

/// <summary>YAML as the tree of JSON that it is; every scalar is a string.</summary>
internal static class Yaml
{
    /// <summary>The one document of a file.</summary>
    public static JsonObject Read(string path)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(path);
        stream.Load(reader);
        return (JsonObject)Convert(stream.Documents.Single().RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        _ => JsonValue.Create(((YamlScalarNode)node).Value ?? ""),
    };
}
