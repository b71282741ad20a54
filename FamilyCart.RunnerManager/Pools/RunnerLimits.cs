namespace FamilyCart.RunnerManager.Pools;

/// <summary>What one runner and its job may use at most.</summary>
/// <param name="MemoryBytes">Bytes.</param>
/// <param name="Processors">Cores, such as 1.5.</param>
internal sealed record RunnerLimits(long MemoryBytes, double Processors);
