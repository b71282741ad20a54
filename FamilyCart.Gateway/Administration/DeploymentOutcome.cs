using FamilyCart.Gateway.Deployments;

namespace FamilyCart.Gateway.Administration;

/// <summary>What a call found, and what it made of it; the same when it changed nothing.</summary>
internal sealed record DeploymentOutcome(DeploymentState Before, DeploymentState After);
