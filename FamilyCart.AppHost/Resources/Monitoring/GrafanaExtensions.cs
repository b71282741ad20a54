using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class GrafanaExtensions
{
    private const string PasswordName = "grafana-admin-password";
    private const int Megabytes = 256;

    /// <summary>Shows the boards of <c>monitoring/grafana</c>, below <c>/grafana/</c> of the public door.</summary>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The resource.</param>
    /// <param name="prometheus">Whom every panel asks; null where this run has none.</param>
    /// <param name="loki">Where logs are looked up.</param>
    /// <param name="jaeger">Where traces are looked up.</param>
    /// <returns>Grafana, or null when this run has none.</returns>
    public static IResourceBuilder<ContainerResource>? AddUatGrafana(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<IResourceWithEndpoints>? prometheus,
        IResourceBuilder<IResourceWithEndpoints>? loki,
        IResourceBuilder<IResourceWithEndpoints>? jaeger) => builder
        .AddImageOnly(name, (ImageTags.Registry, ImageTags.GrafanaImage, ImageTags.Grafana), Megabytes)?
        .WithImageEndpoint(Ports.Grafana, Ports.Grafana)
        .WithVolume(builder.Topology().Volume("grafana"), "/var/lib/grafana")
        .WithMonitoringFolder("grafana/provisioning", "/etc/grafana/provisioning")
        .WithMonitoringFolder("grafana/dashboards", "/etc/grafana/dashboards")
        .WithRootUrl()
        .WithAdministrator(builder.AddSecret(PasswordName))
        .WithEnvironment("GF_AUTH_ANONYMOUS_ENABLED", "false")
        .WithEnvironment("GF_USERS_ALLOW_SIGN_UP", "false")
        // Nothing leaves the machine by itself.
        .WithEnvironment("GF_ANALYTICS_REPORTING_ENABLED", "false")
        .WithEnvironment("GF_ANALYTICS_CHECK_FOR_UPDATES", "false")
        .WithEnvironment("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false")
        .WithEnvironment("GF_PLUGINS_PREINSTALL_DISABLED", "true")
        .WithSource("PROMETHEUS_URL", prometheus)
        .WithSource("LOKI_URL", loki)
        .WithSource("JAEGER_URL", jaeger)
        .WithComposePlan(PublishedMonitoring.Watcher(Ports.Grafana, new(320, 0.18, 128), "/grafana/api/health") with { User = "472:0", Secrets = [PasswordName] })
        .WithHttpHealthCheck("/grafana/api/health");

    /// <summary>Serves Grafana below <c>/grafana/</c>.</summary>
    /// <param name="gateway">The public door.</param>
    /// <param name="grafana">Null when this run has none; the door's own page is there then.</param>
    public static IResourceBuilder<ProjectResource> WithGrafana(this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ContainerResource>? grafana) =>
        grafana is null || !gateway.ApplicationBuilder.Carries(ComposeProfile.Monitoring) ? gateway : gateway.WithEnvironment("Gateway__Grafana__Address", grafana.GetEndpoint("http"));

    /// <summary>Whoever publishes names the public address, such as <c>https://uat.example.org/grafana/</c>.</summary>
    private static IResourceBuilder<ContainerResource> WithRootUrl(this IResourceBuilder<ContainerResource> grafana)
    {
        const string RootUrl = "GF_SERVER_ROOT_URL";
        var builder = grafana.ApplicationBuilder;
        grafana.WithEnvironment("GF_SERVER_SERVE_FROM_SUB_PATH", "true");
        return builder.ExecutionContext.IsPublishMode
            ? grafana.WithEnvironment(RootUrl, builder.PublicAddress("/grafana/"))
            : grafana.WithEnvironment(RootUrl, string.Create(CultureInfo.InvariantCulture, $"http://localhost:{builder.Topology().Port(Ports.Gateway)}/grafana/"));
    }

    private static IResourceBuilder<ContainerResource> WithAdministrator(this IResourceBuilder<ContainerResource> grafana, IResourceBuilder<ParameterResource> password) =>
        grafana.ApplicationBuilder.ExecutionContext.IsRunMode
            ? grafana.WithEnvironment("GF_SECURITY_ADMIN_PASSWORD", password)
            : grafana.WithEnvironment("GF_SECURITY_ADMIN_PASSWORD__FILE", ComposeSecrets.FileOf(PasswordName));

    // A source that this run lacks is provisioned all the same and says on its page that nobody answers.
    private static IResourceBuilder<ContainerResource> WithSource(
        this IResourceBuilder<ContainerResource> grafana, string variable, IResourceBuilder<IResourceWithEndpoints>? source) =>
        source is null ? grafana.WithEnvironment(variable, "http://localhost:9") : grafana.WithEnvironment(variable, source.GetEndpoint("http"));
}
