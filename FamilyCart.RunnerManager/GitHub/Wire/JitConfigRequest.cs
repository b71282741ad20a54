namespace FamilyCart.RunnerManager.GitHub.Wire;

/// <summary>Asks for a just-in-time registration.</summary>
internal sealed record JitConfigRequest(string Name, long RunnerGroupId, IReadOnlyList<string> Labels, string WorkFolder);
