namespace FamilyCart.Api.Suggestions;

/// <summary>An item that waits for a suggestion, claimed by this worker.</summary>
internal sealed record SuggestionRequest
{
    public required int ItemId { get; init; }

    /// <summary>What the item was called when the suggestion was asked for.</summary>
    public required string Name { get; init; }

    public required DateTime RequestedAt { get; init; }

    /// <summary>How often the request was claimed, this time included; from 1.</summary>
    public required int Attempts { get; init; }
}
