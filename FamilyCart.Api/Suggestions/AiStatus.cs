namespace FamilyCart.Api.Suggestions;

/// <summary>Tells who suggests things at this moment, in words that say nothing about addresses.</summary>
internal sealed class AiStatus(ISuggestionModel model, IGroceryDictionary dictionary, IAiFlag flag)
{
    private const string Primary = "primary_active";
    private const string Fallback = "fallback_active";
    private const string Error = "error";
    private const string SwitchedOff = "Suggestions are switched off";

    internal async Task<AiStatusResponse> GetAsync(CancellationToken cancellationToken)
    {
        if (!flag.IsEnabled)
        {
            return new AiStatusResponse(model.Provider, model.Name, Error, SwitchedOff, RateLimitDetected: false, FallbackAvailable: false);
        }

        var state = await model.CheckAsync(cancellationToken);
        var status = state.Condition == ModelCondition.Ready ? Primary : dictionary.HasEntries ? Fallback : Error;
        return new AiStatusResponse(
            model.Provider, model.Name, status, Describe(state.Condition, dictionary.HasEntries), state.IsRateLimited, dictionary.HasEntries);
    }

    private static string? Describe(ModelCondition condition, bool hasDictionary) => condition switch
    {
        ModelCondition.Ready => null,
        ModelCondition.NotConfigured => hasDictionary ? null : "Neither a model nor a dictionary is there",
        ModelCondition.Away => "The model's server does not answer",
        ModelCondition.Missing => "The model's server does not have the model",
        ModelCondition.Faulty => "The model's server does not answer as it should",
        ModelCondition.Resting => "The model failed too often and is left alone for a moment",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };
}
