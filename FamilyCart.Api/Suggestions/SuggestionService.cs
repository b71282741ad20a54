namespace FamilyCart.Api.Suggestions;

/// <summary>Asks the dictionary and the model in the configured order.</summary>
internal sealed class SuggestionService(
    IGroceryDictionary dictionary,
    ISuggestionModel model,
    IAllowedSuggestions allowed,
    SuggestionCache cache,
    AiSettings settings,
    IAiFlag flag,
    TimeProvider time)
{
    /// <summary>How long somebody who waits for the answer is let wait; the model goes on, so that the cache knows next time.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Returns what can be said without waiting, or null when the model has to be asked.</summary>
    internal SuggestionAnswer? Look(string name)
    {
        if (!flag.IsEnabled)
        {
            return SuggestionAnswer.Unknown;
        }

        var known = settings.Order == SuggestionOrder.DictionaryFirst || !model.IsConfigured ? dictionary.Find(name) : null;
        return known is null && model.IsConfigured ? null : SuggestionAnswer.Of(known);
    }

    /// <summary>Asks the model, and the dictionary when the model does not answer or does not know.</summary>
    internal async Task<SuggestionAnswer> AskAsync(string name, CancellationToken cancellationToken)
    {
        var answer = flag.IsEnabled ? await AskModelAsync(name, cancellationToken) : SuggestionAnswer.Unknown;
        return answer.Suggestion is null && flag.IsEnabled && dictionary.Find(name) is { } known ? SuggestionAnswer.Of(known) : answer;
    }

    /// <summary>Returns what is known within 5 s, or null.</summary>
    internal async Task<Suggestion?> AnswerAsync(string name, CancellationToken cancellationToken)
    {
        if (Look(name) is { } answer)
        {
            return answer.Suggestion;
        }

        try
        {
            return (await AskAsync(name, CancellationToken.None).WaitAsync(_patience, time, cancellationToken)).Suggestion;
        }
        catch (TimeoutException)
        {
            return dictionary.Find(name);
        }
    }

    private async Task<SuggestionAnswer> AskModelAsync(string name, CancellationToken cancellationToken)
    {
        var current = await allowed.GetAsync(cancellationToken);
        if (await cache.GetAsync(name, current, cancellationToken) is { } cached)
        {
            return SuggestionAnswer.Of(cached);
        }

        var answer = await model.SuggestAsync(name, cancellationToken);
        if (answer.Suggestion is { } suggestion)
        {
            await cache.SetAsync(name, suggestion, cancellationToken);
        }

        return answer;
    }
}
