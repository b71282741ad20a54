namespace FamilyCart.Api.Suggestions;

/// <summary>Who suggests things at this moment.</summary>
/// <param name="ProviderName"><c>ollama</c> or <c>dictionary</c>.</param>
/// <param name="ModelName">The model's name, or <c>built-in</c>.</param>
/// <param name="Status"><c>primary_active</c>, <c>fallback_active</c> or <c>error</c>.</param>
/// <param name="Error">What is wrong, in one of a few sentences; null when nothing is.</param>
/// <param name="RateLimitDetected">The model's last word was that it has too much to do.</param>
/// <param name="FallbackAvailable">The dictionary answers where the model does not.</param>
internal sealed record AiStatusResponse(
    string ProviderName, string ModelName, string Status, string? Error, bool RateLimitDetected, bool FallbackAvailable);
