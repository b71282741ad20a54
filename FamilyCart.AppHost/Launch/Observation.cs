using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.AppHost.Launch;

/// <summary>What the orchestrator says of a resource at one moment, reduced to what a run acts upon.</summary>
/// <param name="State">Its state's text; null before the first report.</param>
/// <param name="ExitCode">Null while it runs.</param>
/// <param name="ProcessId">Null where it is no process.</param>
/// <param name="Healthy">Null while unknown.</param>
/// <param name="Complaint">What its failing health checks say.</param>
internal sealed record Observation(string? State, bool? Healthy, int? ExitCode, int? ProcessId, string? Complaint)
{
    public static Observation Of(CustomResourceSnapshot snapshot)
    {
        var complaints = snapshot.HealthReports
            .Where(report => report.Status is not null and not HealthStatus.Healthy)
            .Select(report => report.Description ?? report.ExceptionText?.Split('\n')[0])
            .OfType<string>()
            .ToList();
        var processId = snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return new Observation(
            string.IsNullOrEmpty(snapshot.State?.Text) ? null : snapshot.State.Text,
            // A check that has not run yet says nothing, although it counts as unhealthy.
            snapshot.HealthStatus is { } health && !snapshot.HealthReports.Any(report => report.Status is null) ? health == HealthStatus.Healthy : null,
            snapshot.ExitCode,
            processId is null ? null : Convert.ToInt32(processId, CultureInfo.InvariantCulture),
            complaints.Count == 0 ? null : string.Join("; ", complaints));
    }
}
