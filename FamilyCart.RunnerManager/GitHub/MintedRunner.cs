namespace FamilyCart.RunnerManager.GitHub;

/// <summary>A fresh just-in-time registration.</summary>
/// <param name="Runner">As GitHub made it.</param>
/// <param name="Files">What belongs into the runner's root, by file name: <c>.runner</c>, <c>.credentials</c>, <c>.credentials_rsaparams</c>. Secret: never logged, never stored elsewhere.</param>
internal sealed record MintedRunner(GitHubRunner Runner, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Says nothing of the files.</summary>
    public override string ToString() => $"{Runner.Name} ({Runner.Id})";
}
