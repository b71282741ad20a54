using System.Threading.RateLimiting;

namespace FamilyCart.Api.Suggestions;

/// <summary>How often one account may ask: 60 times a minute at each instance.</summary>
internal sealed class SuggestionLimits : IDisposable
{
    internal const int PerMinute = 60;

    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<Guid> _limiter = PartitionedRateLimiter.Create<Guid, Guid>(account =>
        RateLimitPartition.GetFixedWindowLimiter(account, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = PerMinute,
            QueueLimit = 0,
            Window = _window,
        }));

    /// <summary>Returns null when the account may ask once more, otherwise after how long it may.</summary>
    internal TimeSpan? Take(Guid account)
    {
        using var lease = _limiter.AttemptAcquire(account);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : _window;
    }

    public void Dispose() => _limiter.Dispose();
}
