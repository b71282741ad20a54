namespace FamilyCart.Api.Suggestions;

/// <summary>Somebody who can be asked about an item.</summary>
internal interface ISuggestionSource
{
    /// <summary>Answers about an item of this name; being away is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<SuggestionAnswer> SuggestAsync(string name, CancellationToken cancellationToken);
}
