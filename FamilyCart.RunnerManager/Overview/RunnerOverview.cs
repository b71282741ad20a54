namespace FamilyCart.RunnerManager.Overview;

/// <summary>A runner for programs.</summary>
/// <param name="Slot">Its place, such as <c>uat-runner-1</c>.</param>
/// <param name="Name">Its registration.</param>
/// <param name="Host">The host that carries it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when.</param>
/// <param name="Retiring">It shall take no further job.</param>
internal sealed record RunnerOverview(string Slot, string Name, string Host, string State, DateTimeOffset Since, bool Retiring);
