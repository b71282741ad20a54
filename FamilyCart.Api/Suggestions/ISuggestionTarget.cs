namespace FamilyCart.Api.Suggestions;

/// <summary>What suggestions are made for.</summary>
internal interface ISuggestionTarget
{
    /// <summary>Applies the suggestion as an ordinary change of the item, told to everybody who watches its list.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="name">What it was called when the suggestion was asked for.</param>
    /// <param name="suggestion">What is suggested.</param>
    /// <param name="cancellationToken">Gives the change up.</param>
    /// <returns>False when the item is gone or has another name by now, and nothing was changed.</returns>
    Task<bool> ApplyAsync(int itemId, string name, Suggestion suggestion, CancellationToken cancellationToken);
}
