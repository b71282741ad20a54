namespace Aspire.Hosting.Projects;

/// <summary>What every project finds in its environment.</summary>
internal static class ProjectEnvironment
{
    public static void Fill(EnvironmentCallbackContext context, ProjectResource project, LaunchProfile? profile, IDistributedApplicationBuilder builder)
    {
        var variables = context.EnvironmentVariables;
        foreach (var (name, value) in profile?.EnvironmentVariables ?? new Dictionary<string, string>())
        {
            variables.TryAdd(name, value);
        }

        if (profile is not null)
        {
            variables["DOTNET_LAUNCH_PROFILE"] = profile.Name;
        }

        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        Telemetry(variables, project, builder);
        Urls(variables, project);
    }

    /// <summary>What a project finds in a container: ports instead of addresses, and a proxy before it.</summary>
    public static void FillPublished(EnvironmentCallbackContext context, ProjectResource project)
    {
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        var endpoints = project.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https").ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }

        // The https endpoint that comes with every web project has no certificate where it is deployed.
        var listening = Listening(project).Where(e => e is not { UriScheme: "https", FromLaunchProfile: true }).ToArray();
        context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        foreach (var scheme in listening.GroupBy(e => e.UriScheme).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var ports = new ReferenceExpressionBuilder();
            foreach (var endpoint in scheme)
            {
                ports.Append($"{(ports.IsEmpty ? "" : ";")}{new EndpointReference(project, endpoint.Name).Property(EndpointProperty.TargetPort)}");
            }

            context.EnvironmentVariables[$"{scheme.Key.ToUpperInvariant()}_PORTS"] = ports.Build();
        }
    }

    private static void Telemetry(Dictionary<string, object> variables, ProjectResource project, IDistributedApplicationBuilder builder)
    {
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (builder.Environment.IsDevelopment())
        {
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
        }

        if (builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is not { Length: > 0 } endpoint)
        {
            return;
        }

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={builder.Configuration["AppHost:OtlpApiKey"]}";
        variables["OTEL_SERVICE_NAME"] = project.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = InstancePlaceholder;
        if (builder.Environment.IsDevelopment())
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }
    }

    /// <summary>Stands for the replica's own id until it has one.</summary>
    public const string InstancePlaceholder = "service.instance.id={instance}";

    private static void Urls(Dictionary<string, object> variables, ProjectResource project)
    {
        var endpoints = Listening(project).ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            var port = new EndpointReference(project, endpoint.Name).Property(EndpointProperty.TargetPort);
            urls.Append($"{(urls.IsEmpty ? "" : ";")}{endpoint.UriScheme}://{endpoint.TargetHost}:{port}");
        }

        variables.TryAdd("ASPNETCORE_URLS", urls.Build());
        if (endpoints.FirstOrDefault(e => e.UriScheme is "https") is { } secure)
        {
            variables.TryAdd("ASPNETCORE_HTTPS_PORT", new EndpointReference(project, secure.Name).Property(EndpointProperty.Port));
        }
    }

    /// <summary>The web endpoints that the project is told to listen on by the framework's own variables.</summary>
    private static IEnumerable<EndpointAnnotation> Listening(ProjectResource project)
    {
        var filters = project.Annotations.OfType<EndpointEnvironmentFilterAnnotation>().ToArray();
        return project.Annotations.OfType<EndpointAnnotation>()
            .Where(e => e.UriScheme is "http" or "https" && !project.EndpointsOutsideUrls.Contains(e) && filters.All(f => f.Filter(e)));
    }
}
