namespace FamilyCart.GitHubEmulator.Control;

/// <summary>A registration as it truly is.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">What it belongs to.</param>
/// <param name="Labels">All of them.</param>
/// <param name="Ephemeral">Whether it goes with its job.</param>
/// <param name="Online">As GitHub says it.</param>
/// <param name="Polling">Whether its listener waits for a message at this moment.</param>
/// <param name="Busy">As GitHub says it.</param>
/// <param name="JobId">The job that it was handed, acquired or not.</param>
public sealed record RunnerView(
    long Id, string Name, string Scope, IReadOnlyList<string> Labels, bool Ephemeral, bool Online, bool Polling, bool Busy, long? JobId);
