namespace FamilyCart.Gateway.Deployments;

/// <summary>How a deployment goes from probing to promoted.</summary>
internal enum DeploymentMode
{
    /// <summary>By growing shares, each compared with the old slot.</summary>
    Canary,

    /// <summary>At once.</summary>
    Switch,
}
