using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>That GitHub did not register a runner, as its host tells it.</summary>
/// <param name="Pool">The pool's name.</param>
/// <param name="Mark">Of what was refused; see <see cref="IFleetStore.TakeMintTurnAsync"/>.</param>
/// <param name="Fault">Why.</param>
/// <param name="Detail">One sentence for people, without a secret.</param>
/// <param name="FirstPause">After the first refusal; doubled after each.</param>
/// <param name="LongestPause">At most.</param>
/// <param name="AtLeast">What GitHub asked to wait, even if it is longer; zero where it asked nothing.</param>
internal sealed record MintRefusal(
    string Pool, string Mark, GitHubFault Fault, string Detail, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan AtLeast)
{
    private const int MostDoublings = 20;

    /// <summary>How long to wait after so many refusals in a row, from 1.</summary>
    public TimeSpan Pause(int refusals)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(refusals - 1, MostDoublings));
        pause = pause < LongestPause ? pause : LongestPause;
        return pause > AtLeast ? pause : AtLeast;
    }
}
