using FamilyCart.GitHubEmulator.Faults;

namespace FamilyCart.GitHubEmulator.Control;

/// <summary>A fault that stands.</summary>
/// <param name="Id">By which it is removed.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Seen">How many it could have struck.</param>
/// <param name="Struck">How many it has struck.</param>
public sealed record FaultView(int Id, Fault Fault, int Seen, int Struck);
