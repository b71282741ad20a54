using System.Globalization;
using FamilyCart.Prober.Walks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.Prober.Running;

/// <summary>Whether the prober walks, and not whether FamilyCart is well: that is what its metrics tell.</summary>
internal sealed class WalksCheck(LastWalk last, ProbeSettings settings) : IHealthCheck
{
    internal const string Name = "walks";

    // Every step late, the two of tidying up as well, and a scheduler that is busy.
    private readonly TimeSpan _patience =
        settings.Interval + ((Enum.GetValues<WalkStep>().Length + 2) * settings.StepTimeout) + TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var age = string.Create(CultureInfo.InvariantCulture, $"The last walk ended {last.Age.TotalSeconds:0} s ago.");
        return Task.FromResult(last.Age <= _patience ? HealthCheckResult.Healthy(age) : HealthCheckResult.Unhealthy(age));
    }
}
