using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Secrets;

// The keys whose values refer to secrets. A provider is asked by itself: the configuration as a whole would ask every provider for
// each of its keys, which a health check every few seconds should not pay for.
internal static class ReferringKeys
{
    public static IReadOnlyCollection<string> Of(IConfigurationRoot configuration)
    {
        var keys = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in configuration.Providers)
        {
            AddBelow(provider, null, keys);
        }

        // What another provider overrides is nobody's value.
        keys.RemoveWhere(key => !Refers(configuration[key]));
        return keys;
    }

    private static void AddBelow(IConfigurationProvider provider, string? parent, SortedSet<string> keys)
    {
        string? last = null;
        foreach (var child in provider.GetChildKeys([], parent))
        {
            // Sorted, so that a section stands there once for each of its keys, one behind the other.
            if (string.Equals(child, last, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            last = child;
            var key = parent is null ? child : ConfigurationPath.Combine(parent, child);
            if (provider.TryGet(key, out var value) && Refers(value))
            {
                keys.Add(key);
            }

            AddBelow(provider, key, keys);
        }
    }

    private static bool Refers(string? value) => value is not null && value.Contains(SecretReplacer.Start, StringComparison.Ordinal);
}
