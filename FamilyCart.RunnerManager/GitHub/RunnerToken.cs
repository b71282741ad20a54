namespace FamilyCart.RunnerManager.GitHub;

/// <summary>What a runner's own configuration shows GitHub.</summary>
/// <param name="Token">Secret: never logged, never stored.</param>
/// <param name="ExpiresAt">By GitHub's clock.</param>
internal sealed record RunnerToken(string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => "***";
}
