using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Health;

/// <summary>What one run of all checks found.</summary>
/// <param name="Status">The worst of all; unhealthy answers 503.</param>
/// <param name="Milliseconds">How long the run took.</param>
/// <param name="Checks">In the order of their registration.</param>
public sealed record HealthSummary(HealthStatus Status, double Milliseconds, IReadOnlyList<HealthSummary.Check> Checks)
{
    /// <summary>What one check found.</summary>
    /// <param name="Name">Such as <c>database</c>.</param>
    /// <param name="Status">Its result.</param>
    /// <param name="Description">One sentence without secrets.</param>
    /// <param name="Milliseconds">How long it took.</param>
    [SuppressMessage("Design", "CA1034", Justification = "A check has no meaning outside its summary.")]
    public sealed record Check(string Name, HealthStatus Status, string? Description, double Milliseconds);
}
