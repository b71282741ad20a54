namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>One bucket of a credential's primary rate limit.</summary>
/// <param name="Limit">Requests in an hour.</param>
/// <param name="Remaining">Requests that are left.</param>
/// <param name="Reset">When it is full again, by GitHub's clock.</param>
internal sealed record Budget(int Limit, int Remaining, DateTimeOffset Reset)
{
    /// <summary>The newer of two; answers overtake one another, and within an hour the smaller rest is the newer.</summary>
    public Budget Merge(Budget next) => next.Reset == Reset
        ? next with { Remaining = Math.Min(Remaining, next.Remaining) }
        : next.Reset > Reset ? next : this;
}
