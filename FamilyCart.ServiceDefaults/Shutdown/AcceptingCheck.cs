using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults.Shutdown;

// Fails from the moment the host was told to stop, while the listener still answers.
internal sealed class AcceptingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public const string Name = "accepting";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("The service is stopping.")
            : HealthCheckResult.Healthy("The service takes requests."));
}
