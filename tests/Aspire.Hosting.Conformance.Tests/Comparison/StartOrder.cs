using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>Everything starts in parallel except what waits: it starts after what it waits for.</summary>
internal static class StartOrder
{
    public static IEnumerable<Difference> Check(JsonObject actual)
    {
        var order = (actual["startOrder"]?.AsArray() ?? []).Select(name => name.Text()!).ToList();
        foreach (var (name, resource) in actual["resources"]?.AsObject() ?? [])
        {
            foreach (var wait in resource?["waits"]?.AsArray() ?? [])
            {
                var awaited = order.IndexOf(wait!["resource"].Text()!);
                if (awaited >= 0 && order.IndexOf(name) is var own and >= 0 && own < awaited)
                {
                    yield return new Difference("startOrder", $"{order[awaited]} before {name}", string.Join(", ", order));
                }
            }
        }
    }
}
