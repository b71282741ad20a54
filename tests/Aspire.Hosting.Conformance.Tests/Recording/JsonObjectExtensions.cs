using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Recording;

internal static class JsonObjectExtensions
{
    /// <summary>Adds the members of <paramref name="source"/> that have a value.</summary>
    public static void CopyFrom(this JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source.Where(member => member.Value is not null))
        {
            target[name] = value!.DeepClone();
        }
    }
}
