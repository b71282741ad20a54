namespace FamilyCart.Api.Suggestions;

/// <summary>For a service whose items take no suggestions.</summary>
internal sealed class NoSuggestionTarget : ISuggestionTarget
{
    public Task<bool> ApplyAsync(int itemId, string name, Suggestion suggestion, CancellationToken cancellationToken) => Task.FromResult(false);
}
