namespace FamilyCart.Api.Suggestions;

/// <summary>The model of a service that has none: the dictionary answers alone.</summary>
internal sealed class NoModel : ISuggestionModel
{
    public bool IsConfigured => false;

    public string Provider => "dictionary";

    public string Name => "built-in";

    public ValueTask<SuggestionAnswer> SuggestAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SuggestionAnswer.Unknown);

    public ValueTask<ModelState> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ModelState(ModelCondition.NotConfigured, IsRateLimited: false));
}
