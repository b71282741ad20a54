namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly ResourceCollection _resources = [];
    private readonly DistributedApplicationPipeline _pipeline = new();

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = Metadata("apphostprojectpath") ?? Directory.GetCurrentDirectory();
        _host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ApplicationName = AppHostAssembly?.GetName().Name,
            ContentRootPath = AppHostDirectory
        });
        ExecutionContext = new DistributedApplicationExecutionContext(Operation(Configuration));
        Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AppHost:Directory"] = AppHostDirectory,
            [VolumeNameGenerator.HashKey] = VolumeNameGenerator.Hash(AppHostDirectory, Metadata("apphostprojectname") ?? _host.Environment.ApplicationName, ExecutionContext),
            ["AppHost:BrowserToken"] = Key("ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", "AppHost:BrowserToken"),
            ["AppHost:OtlpApiKey"] = Key("AppHost:OtlpApiKey"),
            ["AppHost:ResourceService:ApiKey"] = Key("AppHost:ResourceService:ApiKey")
        });
        AddServices(options);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources => _resources;

    public IDistributedApplicationPipeline Pipeline => _pipeline;

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (_resources.FirstOrDefault(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{taken.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        _resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource
        => new DistributedApplicationResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        var host = _host.Build();
        ExecutionContext.ServiceProvider = host.Services;
        return new DistributedApplication(host);
    }

    /// <summary>The first that is configured, or a new one: an empty key would let everybody in.</summary>
    private string Key(params IEnumerable<string> names)
        => names.Select(name => Configuration[name]).FirstOrDefault(key => key is { Length: > 0 }) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static DistributedApplicationOperation Operation(ConfigurationManager configuration)
        => configuration["operation"]?.ToLowerInvariant() switch
        {
            "publish" => DistributedApplicationOperation.Publish,
            null or "run" => configuration["publisher"] is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
            _ => throw new DistributedApplicationException("Invalid operation specified. Valid operations are 'publish' or 'run'.")
        };

    private string? Metadata(string key)
        => AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;

    private void AddServices(DistributedApplicationOptions options)
    {
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _host.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        Services.AddHttpClient().AddHealthChecks();
        Services.AddSingleton<IResourceCollection>(_resources).AddSingleton(new DistributedApplicationModel(_resources));
        Services.AddSingleton(ExecutionContext).AddSingleton(Eventing).AddSingleton(TimeProvider.System);
        Services.AddSingleton<ResourceLoggerService>().AddSingleton<ResourceNotificationService>().AddSingleton<ResourceCommandService>();
        Services.AddSingleton(s => DcpPaths.Find(s.GetRequiredService<IConfiguration>(), Metadata));
        Services.AddSingleton<DcpHost>().AddSingleton<DcpClient>().AddSingleton<DcpExecutor>().AddSingleton<DcpWatcher>();
        Services.AddSingleton<SpecificationWriter>().AddSingleton<ContainerTunnel>();
        Services.AddSingleton<ParameterProcessor>().AddSingleton<ApplicationOrchestrator>();
        if (ExecutionContext.IsPublishMode)
        {
            PipelineHostService.AddSteps(_pipeline);
            Services.AddSingleton(_pipeline).AddSingleton<PipelineHostService>();
            Services.AddSingleton<IPipelineOutputService>(s => s.GetRequiredService<PipelineHostService>());
            Services.AddHostedService(s => s.GetRequiredService<PipelineHostService>());
            return;
        }

        Services.AddHostedService<ResourceHealthCheckService>();
        if (!options.DisableDashboard)
        {
            DashboardResource.Add(this);
        }

        Services.AddHostedService<OrchestratorHostService>();
    }
}
