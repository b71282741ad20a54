using FamilyCart.Api.Features;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Suggestions;

/// <summary>`Features:Ai` as it is now.</summary>
internal sealed class AiFlag(IOptionsMonitor<FeatureFlags> features) : IAiFlag
{
    public bool IsEnabled => features.CurrentValue.Ai;
}
