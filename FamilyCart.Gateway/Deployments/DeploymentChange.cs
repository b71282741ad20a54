namespace FamilyCart.Gateway.Deployments;

/// <summary>The state after a change, or why there is none.</summary>
internal readonly record struct DeploymentChange(DeploymentState? State, DeploymentRefusal? Refusal)
{
    public static implicit operator DeploymentChange(DeploymentState state) => new(state, null);

    public static implicit operator DeploymentChange(DeploymentRefusal refusal) => new(null, refusal);

    public static DeploymentChange ToDeploymentChange(DeploymentState state) => state;

    public static DeploymentChange ToDeploymentChange(DeploymentRefusal refusal) => refusal;
}
