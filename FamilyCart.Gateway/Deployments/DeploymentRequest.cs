using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>What somebody asks for.</summary>
/// <param name="Slot">The slot that shall answer users.</param>
/// <param name="Mode">How.</param>
/// <param name="By">The name of the caller's token.</param>
/// <param name="Key">The Idempotency-Key; null for none.</param>
internal sealed record DeploymentRequest(Slot Slot, DeploymentMode Mode, string By, string? Key);
