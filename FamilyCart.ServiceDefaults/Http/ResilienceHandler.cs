using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FamilyCart.ServiceDefaults.Http;

// What the pipeline rejects reaches the caller as the exception that HttpClient's callers know.
internal sealed class ResilienceHandler(HttpPipelines pipelines, string client) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pipeline = pipelines.Of(client, request.RequestUri);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RetryRules.Request, request);
        context.Properties.Set(RetryRules.Deadline, pipelines.DeadlineOf(client));
        try
        {
            return await pipeline.ExecuteAsync(
                static (attempt, state) => new ValueTask<HttpResponseMessage>(state.Handler.SendAttemptAsync(state.Request, attempt.CancellationToken)),
                context,
                (Handler: this, Request: request));
        }
        catch (TimeoutRejectedException exception)
        {
            throw new HttpRequestException(
                $"No response from {Destination(request)} within {exception.Timeout.TotalSeconds:0.###} s.",
                new TimeoutException(exception.Message));
        }
        catch (BrokenCircuitException)
        {
            throw new HttpRequestException($"{Destination(request)} failed too often; requests to it are held back for a moment.");
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<HttpResponseMessage> SendAttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    // Neither path nor query: either may hold a token.
    private static string Destination(HttpRequestMessage request) => request.RequestUri?.GetLeftPart(UriPartial.Authority) ?? "the server";
}
