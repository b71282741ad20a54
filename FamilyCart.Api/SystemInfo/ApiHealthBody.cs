using System.Text.Json;
using FamilyCart.ServiceDefaults.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.Api.SystemInfo;

/// <summary>
/// The fields of /health that clients of the service before read. "healthy" means that requests are answered, even with a cache
/// that is degraded; results tells what every check found.
/// </summary>
internal sealed class ApiHealthBody(Machine machine, ServiceIdentity identity) : IHealthBody
{
    private const string Cache = "cache";
    private const string Database = "database";

    public void Write(Utf8JsonWriter json, HealthSummary summary)
    {
        var isServing = summary.Status != HealthStatus.Unhealthy;
        json.WriteString("status", isServing ? "healthy" : "unhealthy");
        if (!isServing)
        {
            var failed = summary.Checks.Where(check => check.Status == HealthStatus.Unhealthy).Select(check => check.Name);
            json.WriteString("detail", $"Service unhealthy: {string.Join(", ", failed)}");
        }

        json.WriteString("timestamp", identity.Now);
        WriteService(json);
        WriteChecks(json, summary);
        json.WriteNumber("uptime_seconds", Math.Round(identity.Uptime.TotalSeconds, 1));
        json.WriteNumber("milliseconds", Math.Round(summary.Milliseconds, 3));
        WriteResults(json, summary);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    private void WriteService(Utf8JsonWriter json)
    {
        json.WriteStartObject("service");
        json.WriteString("name", ServiceIdentity.Name);
        json.WriteString("version", ServiceIdentity.Version);
        json.WriteString("environment", identity.Environment);
        json.WriteEndObject();
    }

    private void WriteChecks(Utf8JsonWriter json, HealthSummary summary)
    {
        var memory = machine.Memory();
        json.WriteStartObject("checks");
        foreach (var check in summary.Checks.Where(check => check.Name is Cache or Database))
        {
            json.WriteString(check.Name, Word(check.Status));
        }

        json.WriteNumber("memory_usage_percent", memory.UsagePercent);
        json.WriteNumber("available_memory_gb", memory.AvailableGb);
        json.WriteEndObject();
    }

    private static void WriteResults(Utf8JsonWriter json, HealthSummary summary)
    {
        json.WriteStartObject("results");
        foreach (var check in summary.Checks)
        {
            json.WriteStartObject(check.Name);
            json.WriteString("status", check.Status.ToString());
            json.WriteString("description", check.Description);
            json.WriteNumber("milliseconds", Math.Round(check.Milliseconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
