using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Secrets;

namespace FamilyCart.AppHost.Publishing;

/// <summary>What the operator's command line has to know of the secrets of a published topology; it holds none.</summary>
internal static class SecretIndex
{
    public const string FileName = "secrets-index.json";

    // Braces and quotes of what is rendered stay readable.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The file's text.</summary>
    /// <param name="resources">The model's, once its compose file is made.</param>
    public static string Text(IReadOnlyCollection<IResource> resources)
    {
        var rendered = resources.SelectMany(resource => resource.Annotations.OfType<RenderedSecretAnnotation>(), (resource, secret) => (Reader: resource.Name, Secret: secret)).ToList();
        var secrets = resources.OfType<ParameterResource>().Where(parameter => parameter.Secret).OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => new
        {
            parameter.Name,
            Use = parameter.Annotations.OfType<SecretUse>().LastOrDefault(),
            Shortest = parameter.Rule()?.Shortest ?? 1,
            Optional = parameter.Rule()?.IsOptional ?? false,
            Readers = parameter.Annotations.OfType<SecretReaderAnnotation>().Select(reader => reader.Service)
                .Concat(rendered.Where(one => Uses(one.Secret, parameter)).Select(one => one.Reader))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(service => Reader(resources, service)),
        });
        return JsonSerializer.Serialize(
            new { Secrets = secrets, Rendered = rendered.Select(one => new { one.Secret.Name, Text = Template(one.Secret) }), Servers = Servers(resources) }, s_json);
    }

    private static bool Uses(RenderedSecretAnnotation rendered, ParameterResource parameter) =>
        Template(rendered).Contains($"{{secret:{parameter.Name}}}", StringComparison.Ordinal);

    private static string Template(RenderedSecretAnnotation rendered) => rendered.Text(name => $"{{secret:{name}}}");

    // Ours tell by their metrics which secret they use. Others read a file when they start, and so do those that run to completion.
    private static object Reader(IReadOnlyCollection<IResource> resources, string service)
    {
        var resource = resources.First(resource => resource.Name == service);
        var metrics = resource is ProjectResource && resource.ComposePlan() is { Once: false } ? resource.Annotations.OfType<MetricsAnnotation>().LastOrDefault() : null;
        var endpoint = metrics is null ? null : resource.Annotations.OfType<EndpointAnnotation>().First(endpoint => endpoint.Name == metrics.EndpointName);
        return new
        {
            Service = service,
            Once = resource.ComposePlan()?.Once ?? false,
            Metrics = endpoint is null ? null : ScrapeTargets.Address(resource, endpoint, isPublished: true),
        };
    }

    private static Dictionary<string, string> Servers(IReadOnlyCollection<IResource> resources) => resources
        .SelectMany(resource => resource.Annotations.OfType<SecretUse>()).Select(use => use.Server).OfType<string>().Distinct(StringComparer.Ordinal)
        .ToDictionary(server => server, server => resources.First(resource => resource.Name == server))
        .ToDictionary(pair => pair.Key, pair => ScrapeTargets.Address(pair.Value, pair.Value.Annotations.OfType<EndpointAnnotation>().First(), isPublished: true));
}
