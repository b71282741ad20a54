namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>What a check found of one credential.</summary>
/// <param name="Name"><c>token</c> or <c>app-ID</c>.</param>
/// <param name="CheckedAt">When, UTC.</param>
/// <param name="Valid">Whether it works and lacks nothing; null where GitHub could not be asked.</param>
/// <param name="Faults">What is wrong, each with the name of the permission and the remedy; empty when nothing is.</param>
/// <param name="Excess">What it may do beyond what the fleet needs, by the names of the permissions.</param>
/// <param name="ExpiresAt">Null where it does not expire.</param>
internal sealed record CredentialReport(
    string Name, DateTimeOffset CheckedAt, bool? Valid, IReadOnlyList<string> Faults, IReadOnlyList<string> Excess, DateTimeOffset? ExpiresAt)
{
    /// <summary>Days until it expires, never negative; null where it does not.</summary>
    public double? DaysLeft(DateTimeOffset now) => ExpiresAt is { } end ? Math.Max(0, (end - now).TotalDays) : null;
}
