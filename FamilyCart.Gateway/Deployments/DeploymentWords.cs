namespace FamilyCart.Gateway.Deployments;

/// <summary>How phases and modes are written: in answers, metrics and on the page.</summary>
internal static class DeploymentWords
{
    public static string Of(DeploymentPhase phase) => phase switch
    {
        DeploymentPhase.Probing => "probing",
        DeploymentPhase.Canary => "canary",
        DeploymentPhase.Promoted => "promoted",
        DeploymentPhase.Draining => "draining",
        _ => "rolled_back",
    };

    public static string Of(DeploymentMode mode) => mode == DeploymentMode.Canary ? "canary" : "switch";
}
