using FamilyCart.Api.Redis;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Suggestions;

/// <summary>
/// Keeps what a model said in Redis for 180 days: suggestions only, never that there was none. Without Redis nothing is cached.
/// </summary>
internal sealed class SuggestionCache(RedisConnection redis, SuggestionMetrics metrics)
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(180);

    /// <summary>Returns what is known of the name, or null. It is read as strictly as the model's own words: Redis is shared.</summary>
    internal async ValueTask<Suggestion?> GetAsync(string name, AllowedSuggestions allowed, CancellationToken cancellationToken)
    {
        var suggestion = SuggestionFormat.Read(await redis.GetAsync(SuggestionKey.Of(name), cancellationToken), allowed);
        metrics.CacheRead(suggestion is not null);
        return suggestion;
    }

    internal Task SetAsync(string name, Suggestion suggestion, CancellationToken cancellationToken) =>
        redis.SetAsync(SuggestionKey.Of(name), SuggestionFormat.Write(suggestion), _lifetime, cancellationToken);
}
