using System.Globalization;
using System.Text.Json;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>Prometheus's targets, from the model: nobody keeps a list by hand.</summary>
internal static class ScrapeTargets
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <summary>One file in Prometheus's file_sd format for each resource with metrics: file name to contents.</summary>
    /// <param name="resources">The model's.</param>
    /// <param name="isPublished">Whether each has a name of its own in a network, instead of a port of this machine.</param>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<IResource> resources, bool isPublished = false) =>
        (from resource in resources
         let metrics = resource.Annotations.OfType<MetricsAnnotation>().LastOrDefault()
         where metrics is not null
         let endpoint = resource.Annotations.OfType<EndpointAnnotation>().First(e => e.Name == metrics.EndpointName)
         select (resource.Name, metrics.Service, Address: Address(resource, endpoint, isPublished)))
        .ToDictionary(target => $"{target.Name}.json", target => File(target.Name, target.Service, target.Address));

    /// <summary>Where Prometheus finds an endpoint.</summary>
    public static string Address(IResource resource, EndpointAnnotation endpoint, bool isPublished) => isPublished
        ? string.Create(CultureInfo.InvariantCulture, $"{resource.Name}:{endpoint.TargetPort ?? endpoint.Port}")
        : string.Create(CultureInfo.InvariantCulture, $"localhost:{endpoint.Port}");

    /// <summary>The contents of a file for one target.</summary>
    public static string File(string resource, string service, string address)
    {
        object[] groups =
        [
            new
            {
                targets = new[] { address },
                labels = new Dictionary<string, string> { ["service"] = service, ["resource"] = resource },
            },
        ];
        return JsonSerializer.Serialize(groups, s_json);
    }
}
