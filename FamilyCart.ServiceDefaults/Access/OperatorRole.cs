namespace FamilyCart.ServiceDefaults.Access;

/// <summary>What an operator may do.</summary>
public enum OperatorRole
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Is a workflow: asks gates and holds leases, and nothing else.</summary>
    Ci,

    /// <summary>Does all of it, and changes.</summary>
    Operator,
}
