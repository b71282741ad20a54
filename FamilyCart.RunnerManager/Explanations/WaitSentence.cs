using FamilyCart.RunnerManager.Planning;

namespace FamilyCart.RunnerManager.Explanations;

/// <summary>Why a job waits, for people.</summary>
internal static class WaitSentence
{
    /// <param name="wait">Why it waits.</param>
    /// <param name="labels">What it asks for.</param>
    /// <param name="obstacle">Why no runner of the pool starts, as a sentence; null when they do.</param>
    /// <returns>One sentence that says what happens next, or who has to do something.</returns>
    public static string Of(Wait wait, IReadOnlyList<string> labels, string? obstacle = null) => wait.Reason switch
    {
        WaitReason.RunnerStarting when obstacle is not null => $"A runner of {wait.Pool} shall be started for it, but its host cannot: {obstacle}",
        WaitReason.RunnerListening => $"A runner of {wait.Pool} listens for it; GitHub is about to hand it out.",
        WaitReason.RunnerStarting => $"A runner of {wait.Pool} is being started for it.",
        WaitReason.PoolFull => $"Every runner of {wait.Pool} has a job; it is next when one is free.",
        WaitReason.NoPool => $"No pool has all of its labels ({string.Join(", ", labels)}): add them to a pool, or mend the workflow's runs-on.",
        WaitReason.NoHost => $"{wait.Pool} fits, but none of its hosts is alive: start a runner manager there.",
        _ => "GitHub holds it back: for an approval, a rule of its environment, or its concurrency group.",
    };
}
