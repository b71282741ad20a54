namespace Aspire.Hosting.Orchestration;

/// <summary>Healthy where a GET of an endpoint answers with the expected status.</summary>
internal sealed class EndpointHealthCheck(IHttpClientFactory clients, EndpointReference endpoint, string path, int statusCode) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!endpoint.IsAllocated)
        {
            return HealthCheckResult.Unhealthy("The endpoint has no address yet.");
        }

        var url = new Uri(new Uri(endpoint.Url), path);
        try
        {
            using var client = clients.CreateClient(nameof(EndpointHealthCheck));
            using var response = await client.GetAsync(url, cancellationToken).ConfigureAwait(false);
            return (int)response.StatusCode == statusCode
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, $"{url} answered {(int)response.StatusCode}, expected {statusCode}.");
        }
        catch (HttpRequestException fault)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"{url} did not answer: {fault.Message}");
        }
    }
}
