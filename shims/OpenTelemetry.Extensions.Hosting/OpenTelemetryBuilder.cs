using OpenTelemetry.Resources;

namespace OpenTelemetry;

/// <summary>Configures metrics, traces and logs of one service collection; every call may be repeated and adds to the last.</summary>
public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
{
    internal OpenTelemetryBuilder(IServiceCollection services) => Services = services;

    /// <inheritdoc />
    public IServiceCollection Services { get; }

    /// <summary>Adds to the resource that all signals carry.</summary>
    /// <param name="configure">Called once for each provider when it is built.</param>
    /// <returns>The same builder.</returns>
    public OpenTelemetryBuilder ConfigureResource(Action<ResourceBuilder> configure)
    {
        OpenTelemetryBuilderSdkExtensions.ConfigureResource(this, configure);
        return this;
    }

    /// <inheritdoc cref="WithMetrics(Action{MeterProviderBuilder})" />
    public OpenTelemetryBuilder WithMetrics() => WithMetrics(static _ => { });

    /// <summary>Adds the one <see cref="MeterProvider"/> of this service collection.</summary>
    /// <param name="configure">Adds meters, views, readers and exporters.</param>
    /// <returns>The same builder.</returns>
    public OpenTelemetryBuilder WithMetrics(Action<MeterProviderBuilder> configure)
    {
        OpenTelemetryBuilderSdkExtensions.WithMetrics(this, configure);
        return this;
    }

    /// <inheritdoc cref="WithTracing(Action{TracerProviderBuilder})" />
    public OpenTelemetryBuilder WithTracing() => WithTracing(static _ => { });

    /// <summary>Adds the one <see cref="TracerProvider"/> of this service collection.</summary>
    /// <param name="configure">Adds sources, samplers, processors and exporters.</param>
    /// <returns>The same builder.</returns>
    public OpenTelemetryBuilder WithTracing(Action<TracerProviderBuilder> configure)
    {
        OpenTelemetryBuilderSdkExtensions.WithTracing(this, configure);
        return this;
    }

    /// <inheritdoc cref="WithLogging(Action{LoggerProviderBuilder}, Action{OpenTelemetryLoggerOptions})" />
    public OpenTelemetryBuilder WithLogging() => WithLogging(null, null);

    /// <inheritdoc cref="WithLogging(Action{LoggerProviderBuilder}, Action{OpenTelemetryLoggerOptions})" />
    public OpenTelemetryBuilder WithLogging(Action<LoggerProviderBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return WithLogging(configure, null);
    }

    /// <summary>Adds the one <see cref="LoggerProvider"/> of this service collection, fed by <c>ILogger</c>.</summary>
    /// <param name="configureBuilder">Adds processors and exporters.</param>
    /// <param name="configureOptions">What a log record carries.</param>
    /// <returns>The same builder.</returns>
    public OpenTelemetryBuilder WithLogging(Action<LoggerProviderBuilder>? configureBuilder, Action<OpenTelemetryLoggerOptions>? configureOptions)
    {
        OpenTelemetryBuilderSdkExtensions.WithLogging(this, configureBuilder, configureOptions);
        return this;
    }
}
