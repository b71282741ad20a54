using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>A runner that shall be.</summary>
/// <param name="Pool">The name of its pool.</param>
/// <param name="Slot">A slot that nobody holds.</param>
/// <param name="Host">A living host that the pool may use.</param>
/// <param name="Reason">Why.</param>
internal sealed record Start(string Pool, int Slot, string Host, StartReason Reason)
{
    /// <summary>What it will be registered in: kept with the runner, which may outlive its pool.</summary>
    public GitHubScope? Scope { get; init; }
}
