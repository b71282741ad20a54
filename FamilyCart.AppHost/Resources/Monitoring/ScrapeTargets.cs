using System.Globalization;
using System.Text.Json;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>Prometheus's targets, from the model: nobody keeps a list by hand.</summary>
internal static class ScrapeTargets
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <summary>One file in Prometheus's file_sd format for each resource with metrics: file name to contents.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<IResource> resources) =>
        (from resource in resources
         let metrics = resource.Annotations.OfType<MetricsAnnotation>().LastOrDefault()
         where metrics is not null
         let endpoint = resource.Annotations.OfType<EndpointAnnotation>().First(e => e.Name == metrics.EndpointName)
         select (resource.Name, metrics.Service, endpoint.Port))
        .ToDictionary(target => $"{target.Name}.json", target => File(target.Name, target.Service, target.Port!.Value));

    /// <summary>The contents of a file for one target on this machine.</summary>
    public static string File(string resource, string service, int port)
    {
        object[] groups =
        [
            new
            {
                targets = new[] { string.Create(CultureInfo.InvariantCulture, $"localhost:{port}") },
                labels = new Dictionary<string, string> { ["service"] = service, ["resource"] = resource },
            },
        ];
        return JsonSerializer.Serialize(groups, s_json);
    }
}
