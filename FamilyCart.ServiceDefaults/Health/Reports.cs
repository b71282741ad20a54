using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Health;

internal sealed class Reports(IServiceProvider services)
{
    // A check with this tag says whether the process itself is sound, and counts for /alive only.
    private const string AliveTag = "alive";

    public ReportCache Alive { get; } = Create(services, static check => check.Tags.Contains(AliveTag));

    public ReportCache Health { get; } = Create(services, static check => !check.Tags.Contains(AliveTag));

    private static ReportCache Create(IServiceProvider services, Func<HealthCheckRegistration, bool> picks) =>
        ActivatorUtilities.CreateInstance<ReportCache>(services, picks);
}
