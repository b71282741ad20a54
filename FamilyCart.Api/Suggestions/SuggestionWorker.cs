using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Suggestions;

/// <summary>
/// Answers the requests of the queue. One loop answers what needs no waiting, so that a slow model holds nothing up that the
/// dictionary knows; <see cref="AiSettings.Concurrency"/> others ask the model.
/// </summary>
internal sealed partial class SuggestionWorker(
    SuggestionStore store,
    SuggestionService suggestions,
    ISuggestionTarget target,
    SuggestionSignal signal,
    AiSettings settings,
    SuggestionMetrics metrics,
    ILogger<SuggestionWorker> logger) : BackgroundService
{
    /// <summary>With the pauses between them the model has a quarter of an hour to come back.</summary>
    internal const int AttemptLimit = 6;

    private const int BatchSize = 20;

    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _shortClaim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(2);

    private int _isFailing;

    /// <summary>Covers the wait for a turn at the model, which others ask as well.</summary>
    private TimeSpan LongClaim => _shortClaim + (4 * settings.Timeout);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Enumerable.Repeat<Func<CancellationToken, Task<bool>>>(AskNextAsync, settings.Concurrency)
            .Prepend(LookAtNextAsync)
            .Select(step => RunAsync(step, stoppingToken)));

    private async Task RunAsync(Func<CancellationToken, Task<bool>> step, CancellationToken stoppingToken)
    {
        while (true)
        {
            var raised = signal.Next;
            if (!await TryAsync(step, stoppingToken))
            {
                await signal.WaitAsync(raised, _poll, stoppingToken);
            }
        }
    }

    /// <summary>Whether the step found something to do and did it.</summary>
    private async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> step, CancellationToken stoppingToken)
    {
        try
        {
            var isBusy = await step(stoppingToken);
            if (Interlocked.Exchange(ref _isFailing, 0) == 1)
            {
                LogGoesOn();
            }

            return isBusy;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Suggestions are a convenience: whatever is wrong with one, the service goes on. The claim ends by itself.
            if (Interlocked.Exchange(ref _isFailing, 1) == 0)
            {
                LogFailed(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
            }

            return false;
        }
    }

    private async Task<bool> LookAtNextAsync(CancellationToken stoppingToken)
    {
        var requests = await store.ClaimAsync(needsModel: false, BatchSize, _shortClaim, stoppingToken);
        var isForwarded = false;
        foreach (var request in requests)
        {
            if ((IsHopeless(request) ? SuggestionAnswer.Open : suggestions.Look(request.Name)) is { } answer)
            {
                await FinishAsync(request, answer, stoppingToken);
            }
            else
            {
                await store.ForwardAsync(request, stoppingToken);
                isForwarded = true;
            }
        }

        if (isForwarded)
        {
            signal.Raise();
        }

        if (requests.Count == 0)
        {
            metrics.Waiting(await store.CountAsync(stoppingToken));
        }

        return requests.Count > 0;
    }

    private async Task<bool> AskNextAsync(CancellationToken stoppingToken)
    {
        if (await store.ClaimAsync(needsModel: true, count: 1, LongClaim, stoppingToken) is not [var request])
        {
            return false;
        }

        using var activity = ApiActivity.Source.StartActivity("suggestion.ask");
        var answer = IsHopeless(request) ? SuggestionAnswer.Open : await AskAsync(request, stoppingToken);
        if (answer.IsOpen && request.Attempts < AttemptLimit)
        {
            await store.PostponeAsync(request, _firstPause * Math.Pow(2, request.Attempts - 1), stoppingToken);
        }
        else
        {
            await FinishAsync(request, answer, stoppingToken);
        }

        return true;
    }

    private async Task<SuggestionAnswer> AskAsync(SuggestionRequest request, CancellationToken stoppingToken)
    {
        try
        {
            return await suggestions.AskAsync(request.Name, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await GiveBackAsync(request);
            throw;
        }
    }

    /// <summary>This instance stops; the other one need not wait for the claim to end.</summary>
    private async Task GiveBackAsync(SuggestionRequest request)
    {
        using var limit = new CancellationTokenSource(_farewell);
        try
        {
            await store.PostponeAsync(request, TimeSpan.Zero, limit.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // Without a database the claim ends by itself.
        }
    }

    /// <summary>It was claimed again and again, so that nobody is left to finish it: it harms whoever works on it.</summary>
    private static bool IsHopeless(SuggestionRequest request) => request.Attempts > AttemptLimit;

    private async Task FinishAsync(SuggestionRequest request, SuggestionAnswer answer, CancellationToken stoppingToken)
    {
        var isApplied = answer.Suggestion is { } suggestion && await target.ApplyAsync(request.ItemId, request.Name, suggestion, stoppingToken);
        await store.RemoveAsync(request, stoppingToken);
        metrics.Finished(answer.Suggestion?.Origin, isApplied, answer.IsOpen);
    }
}
