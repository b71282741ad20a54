namespace Aspire.Hosting;

public static class ConnectionPropertiesExtensions
{
    /// <summary>The source's own properties, in the place of which the additional ones come by name, then the others of these.</summary>
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> CombineProperties(
        this IResourceWithConnectionString source, IEnumerable<KeyValuePair<string, ReferenceExpression>> additional)
    {
        var all = new OrderedDictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in source.GetConnectionProperties().Concat(additional))
        {
            all[name] = value;
        }

        return all;
    }
}
