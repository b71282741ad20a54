using FamilyCart.Api.Suggestions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FamilyCart.Api.Ollama;

/// <summary>
/// Bounds each call and leaves a failing model alone: after 5 failures in a row, or when half of at least 8 calls within 30 s
/// failed, nobody calls it for 30 s; then one call finds out whether it is well again. The row is what a slow model trips: it
/// cannot fail 8 times in 30 s.
/// </summary>
internal sealed partial class OllamaGuard
{
    internal const int RowLimit = 5;

    private const double BreakRatio = 0.5;
    private const int BreakMinimum = 8;

    private static readonly TimeSpan _window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<OllamaReply> _pipeline;
    private readonly TimeProvider _time;
    private readonly ILogger<OllamaGuard> _logger;
    private int _failuresInARow;
    private long _restsUntil;
    private int _isOpen;
    private int _lastFault = -1;

    public OllamaGuard(AiSettings settings, TimeProvider time, ILogger<OllamaGuard> logger)
    {
        _time = time;
        _logger = logger;
        _pipeline = new ResiliencePipelineBuilder<OllamaReply> { TimeProvider = time }
            .AddCircuitBreaker(Breaker(ratio: 0, minimum: 2, TimeSpan.FromDays(1), EndsALongRow))
            .AddCircuitBreaker(Breaker(BreakRatio, BreakMinimum, _window, IsFailure))
            .AddTimeout(new TimeoutStrategyOptions { Timeout = settings.Timeout })
            .Build();
    }

    /// <summary>Whether a call would be held back at this moment.</summary>
    internal bool IsResting => _time.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntil);

    /// <summary>What went wrong with the latest call, or null.</summary>
    internal OllamaFault? LastFault => Volatile.Read(ref _lastFault) is >= 0 and var fault ? (OllamaFault)fault : null;

    /// <summary>Makes the call unless it has to be held back. Cancelling it says nothing about the model.</summary>
    internal async ValueTask<OllamaReply> RunAsync(
        Func<CancellationToken, ValueTask<OllamaReply>> call, CancellationToken cancellationToken)
    {
        OllamaReply reply;
        try
        {
            reply = await _pipeline.ExecuteAsync(call, cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            reply = OllamaReply.Failed(OllamaFault.TimedOut);
        }
        catch (BrokenCircuitException)
        {
            return OllamaReply.Failed(OllamaFault.HeldBack);
        }

        Volatile.Write(ref _lastFault, reply.Fault is { } fault ? (int)fault : -1);
        return reply;
    }

    private static bool IsFailure(Outcome<OllamaReply> outcome) =>
        outcome.Exception is TimeoutRejectedException || outcome.Result is { Fault: not null };

    private bool EndsALongRow(Outcome<OllamaReply> outcome)
    {
        if (IsFailure(outcome))
        {
            return Interlocked.Increment(ref _failuresInARow) >= RowLimit;
        }

        // A call that was held back or given up is neither a failure nor the end of the row.
        if (outcome.Exception is null)
        {
            Interlocked.Exchange(ref _failuresInARow, 0);
        }

        return false;
    }

    private CircuitBreakerStrategyOptions<OllamaReply> Breaker(
        double ratio, int minimum, TimeSpan window, Func<Outcome<OllamaReply>, bool> breaks) => new()
    {
        FailureRatio = ratio,
        MinimumThroughput = minimum,
        SamplingDuration = window,
        BreakDuration = _rest,
        ShouldHandle = attempt => ValueTask.FromResult(breaks(attempt.Outcome)),
        OnOpened = opened =>
        {
            Interlocked.Exchange(ref _restsUntil, (_time.GetUtcNow() + opened.BreakDuration).UtcTicks);
            if (Interlocked.Exchange(ref _isOpen, 1) == 0)
            {
                LogOpened(_rest);
            }

            return default;
        },
        OnClosed = _ =>
        {
            if (Interlocked.Exchange(ref _isOpen, 0) == 1)
            {
                LogClosed();
            }

            return default;
        },
    };
}
