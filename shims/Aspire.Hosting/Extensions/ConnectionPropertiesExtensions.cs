namespace Aspire.Hosting;

public static class ConnectionPropertiesExtensions
{
    /// <summary>The source's own properties, then the additional ones, which win by name.</summary>
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> CombineProperties(
        this IResourceWithConnectionString source, IEnumerable<KeyValuePair<string, ReferenceExpression>> additional)
    {
        var own = additional.ToArray();
        return source.GetConnectionProperties()
            .Where(p => !own.Any(o => string.Equals(o.Key, p.Key, StringComparison.OrdinalIgnoreCase)))
            .Concat(own);
    }
}
