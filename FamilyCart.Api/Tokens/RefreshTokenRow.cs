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

    /// <summary>When another token took its place before it was used, or null.</summary>
    public DateTime? ReplacedAt { get; init; }

    /// <summary>Whether a token that was given for it has been used: its answer was not lost.</summary>
    public bool IsSuperseded { get; init; }
}
