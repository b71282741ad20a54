namespace FamilyCart.Api.Suggestions;

/// <summary>The language model that this service is configured with, or none.</summary>
internal interface ISuggestionModel : ISuggestionSource
{
    bool IsConfigured { get; }

    string Provider { get; }

    string Name { get; }

    /// <summary>Returns whether the model could be asked at this moment; a recent answer may be repeated.</summary>
    ValueTask<ModelState> CheckAsync(CancellationToken cancellationToken);
}
