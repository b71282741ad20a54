using Aspire.Hosting.Dashboard.ResourceService;

namespace Aspire.Hosting.Dashboard;

/// <summary>The real Aspire dashboard as a hidden resource, the first of the model.</summary>
internal static class DashboardResource
{
    public const string Name = "aspire-dashboard";

    public static void Add(IDistributedApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DashboardCalls>();
        builder.Services.AddSingleton<DashboardRequests>();
        builder.Services.AddSingleton<ResourceServiceHost>();
        builder.Services.AddHostedService(s => s.GetRequiredService<ResourceServiceHost>());
        builder.Eventing.Subscribe<BeforeStartEvent>((@event, _) =>
        {
            var path = @event.Services.GetRequiredService<DcpPaths>().Dashboard
                ?? throw new DistributedApplicationException(
                    "The Aspire dashboard was not found. Install the Aspire CLI 13.5.4 or set ASPIRE_DASHBOARD_PATH to its aspire-managed program, then build again.");
            @event.Model.Resources.Insert(0, Create(builder, path, @event.Services.GetRequiredService<ResourceServiceHost>()));
            return Task.CompletedTask;
        });
    }

    private static ExecutableResource Create(IDistributedApplicationBuilder builder, string path, ResourceServiceHost resourceService)
    {
        var configuration = builder.Configuration;
        var frontend = Url(configuration["ASPNETCORE_URLS"]?.Split(';')[0], "ASPNETCORE_URLS");
        var telemetry = Url(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL");
        if ((frontend.Scheme is "http" || telemetry.Scheme is "http")
            && !string.Equals(configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new DistributedApplicationException(
                "The dashboard's addresses must be https, or ASPIRE_ALLOW_UNSECURED_TRANSPORT must be true.");
        }

        var dashboard = new ExecutableResource(Name, path, Path.GetDirectoryName(path)!);
        dashboard.Annotations.Add(new HiddenAnnotation());
        dashboard.Annotations.Add(new ResourceIconAnnotation("ContentView"));
        dashboard.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, frontend.Scheme, null, frontend.Scheme, frontend.Port));
        dashboard.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, telemetry.Scheme, "http2", "otlp-grpc", telemetry.Port));
        var resource = builder.CreateResourceBuilder(dashboard).WithArgs("dashboard");
        return resource
            .WithEnvironment(context => Fill(context.EnvironmentVariables, builder, dashboard, frontend, resourceService.Address))
            .WithUrls(context => Label(context.Urls, frontend.Scheme, configuration["AppHost:BrowserToken"]!))
            .Resource;

        static void Label(List<ResourceUrlAnnotation> urls, string scheme, string token)
        {
            foreach (var url in urls)
            {
                var isFrontend = url.Endpoint?.EndpointName == scheme;
                url.DisplayText = isFrontend ? $"Dashboard ({scheme})" : url.Endpoint?.EndpointName;
                url.DisplayOrder = isFrontend ? 1 : null;
                url.Url = isFrontend ? $"{url.Url}/login?t={token}" : url.Url;
            }
        }
    }

    private static void Fill(
        Dictionary<string, object> variables, IDistributedApplicationBuilder builder, ExecutableResource dashboard, Uri frontend, string resourceService)
    {
        var configuration = builder.Configuration;
        variables["ASPNETCORE_ENVIRONMENT"] = builder.Environment.EnvironmentName;
        variables["ASPNETCORE_URLS"] = Address(dashboard, frontend.Scheme);
        variables["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Address(dashboard, "otlp-grpc");
        variables["ASPIRE_DASHBOARD_API_ENABLED"] = "true";
        variables["DASHBOARD__API__AUTHMODE"] = "ApiKey";
        variables["DASHBOARD__API__PRIMARYAPIKEY"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        variables["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken";
        variables["DASHBOARD__FRONTEND__BROWSERTOKEN"] = configuration["AppHost:BrowserToken"]!;
        variables["DASHBOARD__FRONTEND__PUBLICURL"] = frontend.GetLeftPart(UriPartial.Authority);
        variables["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey";
        variables["DASHBOARD__OTLP__PRIMARYAPIKEY"] = configuration["AppHost:OtlpApiKey"]!;
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "json";
        variables[ResourceServiceHost.AddressKey] = resourceService;
        variables["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey";
        variables["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = configuration[DashboardRequests.ApiKeyKey]!;
    }

    private static ReferenceExpression Address(ExecutableResource dashboard, string endpointName)
    {
        var endpoint = new EndpointReference(dashboard, endpointName);
        return ReferenceExpression.Create($"{endpoint.Scheme}://localhost:{endpoint.Property(EndpointProperty.TargetPort)}");
    }

    private static Uri Url(string? value, string key)
        => Uri.TryCreate(value, UriKind.Absolute, out var url)
            ? url
            : throw new DistributedApplicationException($"The dashboard needs an address in {key}, for example http://localhost:18888.");
}
