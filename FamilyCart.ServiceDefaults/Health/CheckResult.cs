using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Health;

internal sealed record CheckResult(string Name, HealthStatus Status, string? Description, double Milliseconds);
