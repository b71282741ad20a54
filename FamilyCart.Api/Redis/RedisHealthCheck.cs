using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.Api.Redis;

/// <summary>
/// Degraded while Redis is away, however long: everything works, if a little slower, and an unhealthy instance would
/// get no requests at all. Unhealthy only for those who ask for it with Redis:UnhealthyAfter.
/// </summary>
internal sealed class RedisHealthCheck(RedisConnection redis, RedisSettings settings, TimeProvider time) : IHealthCheck
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _awaySince;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var answers = await redis.PingAsync(cancellationToken);
        var away = Measure(answers);
        return away is not { } duration
            ? HealthCheckResult.Healthy("Redis answers.")
            : settings.UnhealthyAfter is not { } limit || duration < limit
                ? HealthCheckResult.Degraded("Redis does not answer: other instances hear of changes a little later.")
                : HealthCheckResult.Unhealthy($"Redis has not answered for {duration:hh\\:mm\\:ss}.");
    }

    /// <summary>How long Redis has been away, or null.</summary>
    private TimeSpan? Measure(bool answers)
    {
        lock (_lock)
        {
            _awaySince = answers ? null : _awaySince ?? time.GetUtcNow();
            return time.GetUtcNow() - _awaySince;
        }
    }
}
