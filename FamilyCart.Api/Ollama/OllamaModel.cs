using System.Text.Json;
using System.Threading.RateLimiting;
using FamilyCart.Api.Suggestions;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Ollama;

/// <summary>A model that Ollama runs, asked a few questions at a time.</summary>
internal sealed class OllamaModel(
    OllamaClient client,
    OllamaGuard guard,
    OllamaProbe probe,
    IAllowedSuggestions allowed,
    AiSettings settings,
    SuggestionMetrics metrics,
    TimeProvider time) : ISuggestionModel, IDisposable
{
    private const string Answered = "answered";
    private const string Invalid = "invalid";

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = settings.Concurrency,
        QueueLimit = 2 * settings.Concurrency,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public bool IsConfigured => true;

    public string Provider => "ollama";

    public string Name => settings.Model;

    public async ValueTask<SuggestionAnswer> SuggestAsync(string name, CancellationToken cancellationToken)
    {
        var current = await allowed.GetAsync(cancellationToken);
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
        {
            metrics.ModelAsked(Word(OllamaFault.HeldBack), duration: null);
            return SuggestionAnswer.Open;
        }

        var started = time.GetTimestamp();
        var reply = await guard.RunAsync(
            token => client.ChatAsync(OllamaPrompt.For(settings.Model, name, current), token), cancellationToken);
        TimeSpan? duration = reply.Fault == OllamaFault.HeldBack ? null : time.GetElapsedTime(started);
        if (reply.Fault is { } fault)
        {
            metrics.ModelAsked(Word(fault), duration);
            return SuggestionAnswer.Open;
        }

        // Nonsense is an answer about the item and no fault of the server: whoever types odd items takes the model from nobody.
        var suggestion = SuggestionFormat.Read(reply.Content, current);
        metrics.ModelAsked(suggestion is null ? Invalid : Answered, duration);
        return SuggestionAnswer.Of(suggestion);
    }

    public async ValueTask<ModelState> CheckAsync(CancellationToken cancellationToken)
    {
        var condition = await probe.CheckAsync(cancellationToken) switch
        {
            OllamaFault.Unreachable or OllamaFault.TimedOut => ModelCondition.Away,
            OllamaFault.ModelMissing => ModelCondition.Missing,
            null or OllamaFault.Busy => guard.IsResting ? ModelCondition.Resting : ModelCondition.Ready,
            _ => ModelCondition.Faulty,
        };
        return new ModelState(condition, guard.LastFault == OllamaFault.Busy);
    }

    public void Dispose() => _turns.Dispose();

    private static string Word(OllamaFault fault) => JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString());
}
