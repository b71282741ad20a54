namespace FamilyCart.Api.Suggestions;

/// <summary>`Features:Ai` as the configuration has it now; on unless it says false.</summary>
internal sealed class AiFlag(IConfiguration configuration) : IAiFlag
{
    public bool IsEnabled => !string.Equals(configuration["Features:Ai"], bool.FalseString, StringComparison.OrdinalIgnoreCase);
}
