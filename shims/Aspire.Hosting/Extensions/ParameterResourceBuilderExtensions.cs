namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    /// <summary>The value of <c>Parameters:NAME</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
        => builder.AddParameter(name, $"Parameters:{name}", null, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
        => builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
        => publishValueAsDefault && secret
            ? throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret))
            : builder.AddParameter(name, $"Parameters:{name}", new ConstantParameterDefault(valueGetter, publishValueAsDefault), secret);

    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="value">Where the value comes from if none is configured.</param>
    /// <param name="secret">Whether to mask it.</param>
    /// <param name="persist">Whether to keep a value that was made in the user's secrets, so that the next run has the same.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
        => builder.AddParameter(name, $"Parameters:{name}", persist ? Persisted(builder, name, value) : value, secret);

    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false)
        => builder.AddParameter(name, configurationKey, null, secret);

    /// <summary>A connection string from <c>ConnectionStrings:NAME</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
        => builder.AddResource(new ConnectionStringParameterResource(
            name,
            _ => builder.Configuration.GetConnectionString(name) ?? throw new MissingParameterValueException(
                $"Connection string parameter resource could not be used because connection string '{name}' is missing."),
            environmentVariableName)
        { ConfigurationKey = $"ConnectionStrings:{name}" });

    public static IResourceBuilder<ParameterResource> WithDescription(
        this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    /// <summary>A parameter outside the model with a generated, persisted value: the default password of a server.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true)
    {
        const int Length = 22;
        ParameterDefault value = new GenerateParameterDefault
        {
            MinLength = Length,
            Lower = lower, Upper = upper, Numeric = numeric, Special = special
        };
        return Create(builder, name, $"Parameters:{name}", Persisted(builder, name, value), secret: true);
    }

    private static ParameterDefault Persisted(IDistributedApplicationBuilder builder, string name, ParameterDefault value)
        => builder.ExecutionContext.IsRunMode && UserSecrets.PathFor(builder.AppHostAssembly) is { } path
            ? new UserSecretsParameterDefault(path, $"Parameters:{name}", value)
            : value;

    private static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, ParameterDefault? value, bool secret)
        => builder.AddResource(Create(builder, name, configurationKey, value, secret));

    private static ParameterResource Create(IDistributedApplicationBuilder builder, string name, string configurationKey, ParameterDefault? value, bool secret)
        => new(
            name,
            fallback => builder.Configuration[configurationKey] ?? fallback?.GetDefaultValue() ?? throw new MissingParameterValueException(
                $"Parameter resource could not be used because configuration key '{configurationKey}' is missing and the Parameter has no default value."),
            secret)
        { Default = value, ConfigurationKey = configurationKey };
}
