using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>GitHub registers no runners for a pool.</summary>
/// <param name="Pool">The pool's name.</param>
/// <param name="Fault">Why.</param>
/// <param name="Detail">One sentence for people, without a secret.</param>
/// <param name="Refusals">How often in a row, from 1.</param>
/// <param name="Since">When it began.</param>
/// <param name="RetryAt">Not before; in the past while it is tried.</param>
internal sealed record PoolRefusal(string Pool, GitHubFault Fault, string Detail, int Refusals, DateTimeOffset Since, DateTimeOffset RetryAt)
{
    /// <summary>One sentence that says what is refused, why, and when it is tried again.</summary>
    public string Describe(DateTimeOffset now)
    {
        var seconds = (int)Math.Ceiling((RetryAt - now).TotalSeconds);
        var verb = Fault is GitHubFault.Unknown or GitHubFault.Limited ? "does not" : "refuses to";
        return FormattableString.Invariant($"GitHub {verb} register runners for {Pool}: {Detail.TrimEnd('.', ' ')}, again {(seconds > 0 ? $"in {seconds} s" : "now")}.");
    }
}
