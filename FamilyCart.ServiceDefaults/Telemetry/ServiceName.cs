using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>What this instance is called in logs, traces and metrics: what the orchestrator calls it, else the application's name.</summary>
internal sealed record ServiceName(string Value)
{
    public static ServiceName Of(IConfiguration configuration, IHostEnvironment environment) =>
        new(configuration["OTEL_SERVICE_NAME"] is { } name && !string.IsNullOrWhiteSpace(name) ? name : environment.ApplicationName);
}
