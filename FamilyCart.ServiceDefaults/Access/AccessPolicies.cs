namespace FamilyCart.ServiceDefaults.Access;

/// <summary>What an endpoint may ask of an operator; for <c>RequireAuthorization</c>.</summary>
public static class AccessPolicies
{
    /// <summary>Somebody who may look.</summary>
    public const string Viewer = "viewer";

    /// <summary>Somebody who may change things.</summary>
    public const string Operator = "operator";

    /// <summary>A workflow, or somebody who may change things.</summary>
    public const string Ci = "ci";

    /// <summary>The gateway, or somebody who may change things.</summary>
    public const string Gateway = "gateway";
}
