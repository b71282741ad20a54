namespace FamilyCart.Api.Suggestions;

/// <param name="Condition">How the model is.</param>
/// <param name="IsRateLimited">The model's last word was that it has too much to do.</param>
internal sealed record ModelState(ModelCondition Condition, bool IsRateLimited);
