using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.AppHost.Resources;

internal static class HealthChecks
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    // The hosting library asks again after a whole second or more; a server that needs a moment to open its port should not wait for that.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    // Asking an exporter makes it ask its server, which is in trouble already.
    public static TimeSpan PauseOfExporters { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Asks the server itself whether it works; whatever it answers or throws becomes the check's text.</summary>
    /// <param name="builder">The resource that is healthy while the check is.</param>
    /// <param name="ask">Returns null when all is well, otherwise what is wrong, without any secret.</param>
    /// <param name="pause">How long it is left alone between two questions while something is wrong; 50 ms by default.</param>
    public static IResourceBuilder<T> WithCheck<T>(this IResourceBuilder<T> builder, Func<CancellationToken, Task<string?>> ask, TimeSpan? pause = null)
        where T : IResource
    {
        var key = $"{builder.Resource.Name}-works";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(key, _ => new AskingHealthCheck(ask, pause ?? s_pause, TimeProvider.System), HealthStatus.Unhealthy, tags: null, timeout: s_limit));
        return builder.WithHealthCheck(key);
    }

    internal sealed class AskingHealthCheck(Func<CancellationToken, Task<string?>> ask, TimeSpan pause, TimeProvider time) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var start = time.GetTimestamp();
            var problem = await ask(cancellationToken);
            while (problem is not null && time.GetElapsedTime(start) < s_patience)
            {
                await Task.Delay(pause, time, cancellationToken);
                problem = await ask(cancellationToken);
            }

            return problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem);
        }
    }
}
