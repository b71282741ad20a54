using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Health;

internal sealed record Report(IReadOnlyList<CheckResult> Checks, double Milliseconds)
{
    // The worst of all, and healthy without any.
    public HealthStatus Status { get; } =
        Checks.Select(check => check.Status).DefaultIfEmpty(HealthStatus.Healthy).Min();
}
