using StackExchange.Redis;

namespace Aspire.Hosting;

/// <summary>Healthy where the server answers a ping.</summary>
internal sealed class RedisHealthCheck(IResourceWithConnectionString resource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var options = ConfigurationOptions.Parse(await resource.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false) ?? "");
            using var connection = await ConnectionMultiplexer.ConnectAsync(options.ToString(includePassword: true)).WaitAsync(cancellationToken).ConfigureAwait(false);
            await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (RedisException fault)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, fault.Message);
        }
    }
}
