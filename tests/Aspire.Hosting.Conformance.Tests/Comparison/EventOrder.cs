namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>What of the order of lifecycle events is guaranteed.</summary>
internal static class EventOrder
{
    private static readonly string[] _ofApplication = ["BeforeStart (1st)", "BeforeStart (2nd)", "AfterResourcesCreated", "StartAsync returned"];
    private static readonly string[] _ofResource = ["InitializeResource", "ResourceEndpointsAllocated", "BeforeResourceStarted", "ResourceReady"];

    public static IEnumerable<Difference> Check(string path, List<string> lines)
    {
        var resources = lines
            .Where(line => Array.Exists(_ofResource, name => line.StartsWith(name + " ", StringComparison.Ordinal)))
            .Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])
            .Distinct(StringComparer.Ordinal);
        return resources
            .Select(resource => _ofResource.Select(name => $"{name} {resource}").ToArray())
            .Prepend(_ofApplication)
            .Select(order => order.Where(lines.Contains).ToArray())
            .Where(order => !order.SequenceEqual(order.OrderBy(lines.IndexOf), StringComparer.Ordinal))
            .Select(order => new Difference(path, string.Join(", ", order), string.Join(", ", order.OrderBy(lines.IndexOf))));
    }
}
