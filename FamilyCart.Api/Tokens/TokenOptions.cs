namespace FamilyCart.Api.Tokens;

/// <summary>Section `AccessTokens`.</summary>
internal sealed record TokenOptions
{
    internal const string Section = "AccessTokens";

    /// <summary>A token that is not used for this long is worthless; one minute to the lifetime.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>A token ends after this long however much it is used; up to 365 days.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How late the last use may be recorded, so that not every read becomes a write.</summary>
    internal TimeSpan TouchInterval => IdleTimeout / 60;
}
