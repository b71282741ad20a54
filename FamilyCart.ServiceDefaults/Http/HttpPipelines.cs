using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FamilyCart.ServiceDefaults.Http;

// One pipeline for each client and destination, so that one sick server opens no other's circuit. They outlive the handlers,
// which the factory renews every few minutes.
internal sealed partial class HttpPipelines(HttpClientSettings settings, TimeProvider time, ILogger<HttpPipelines> logger)
{
    // A client that is sent wherever its users say must not make this grow without end.
    private const int Limit = 1024;

    private readonly ConcurrentDictionary<(string Client, string Destination), ResiliencePipeline<HttpResponseMessage>> _pipelines = new();

    public ResiliencePipeline<HttpResponseMessage> Of(string client, Uri? address)
    {
        var key = (client, address?.IsAbsoluteUri == true ? address.Authority : string.Empty);
        if (_pipelines.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_pipelines.Count >= Limit)
        {
            _pipelines.Clear();
        }

        return _pipelines.GetOrAdd(key, Build);
    }

    // When the total timeout of a request of the client that starts now will be over.
    public DateTimeOffset DeadlineOf(string client) => time.GetUtcNow() + settings.Of(client).TotalTimeout;

    private ResiliencePipeline<HttpResponseMessage> Build((string Client, string Destination) key)
    {
        var rules = settings.Of(key.Client);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = rules.TotalTimeout });
        if (rules.Retries > 0)
        {
            builder.AddRetry(Retry(key.Destination, rules));
        }

        return builder
            .AddCircuitBreaker(Breaker(key.Destination, rules))
            .AddTimeout(new TimeoutStrategyOptions { Timeout = rules.AttemptTimeout })
            .Build();
    }

    private RetryStrategyOptions<HttpResponseMessage> Retry(string destination, HttpResilienceSettings rules) => new()
    {
        MaxRetryAttempts = rules.Retries,
        Delay = rules.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = attempt => ValueTask.FromResult(
            RetryRules.IsTransient(attempt.Outcome)
            && RetryRules.MayRepeat(attempt.Context)
            && RetryRules.HasTimeFor(RetryRules.RetryAfter(attempt.Outcome, time.GetUtcNow()), attempt.Context, time.GetUtcNow())),
        DelayGenerator = attempt => ValueTask.FromResult(RetryRules.RetryAfter(attempt.Outcome, time.GetUtcNow())),
        OnRetry = attempt =>
        {
            LogRetry(destination, attempt.AttemptNumber + 1, attempt.RetryDelay);
            return default;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(string destination, HttpResilienceSettings rules) => new()
    {
        FailureRatio = rules.BreakRatio,
        MinimumThroughput = rules.BreakMinimum,
        SamplingDuration = rules.BreakWindow,
        BreakDuration = rules.BreakDuration,
        ShouldHandle = attempt => ValueTask.FromResult(RetryRules.IsTransient(attempt.Outcome)),
        OnOpened = opened =>
        {
            LogOpened(destination, opened.BreakDuration);
            return default;
        },
        OnClosed = _ =>
        {
            LogClosed(destination);
            return default;
        },
    };
}
