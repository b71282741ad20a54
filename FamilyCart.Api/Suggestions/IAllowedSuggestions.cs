namespace FamilyCart.Api.Suggestions;

/// <summary>Knows which categories and icons there are.</summary>
internal interface IAllowedSuggestions
{
    /// <summary>Returns them as they are now.</summary>
    ValueTask<AllowedSuggestions> GetAsync(CancellationToken cancellationToken);
}
