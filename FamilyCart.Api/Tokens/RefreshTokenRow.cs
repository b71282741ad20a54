namespace FamilyCart.Api.Tokens;

/// <summary>A refresh token that has not ended.</summary>
internal sealed record RefreshTokenRow
{
    public required Guid LoginId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>When the log-in ends however much it is used.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>When another pair was given for it, or null.</summary>
    public DateTime? UsedAt { get; init; }
}
