namespace FamilyCart.ServiceDefaults.Access;

/// <summary>What an operator may do.</summary>
public enum OperatorRole
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Is a workflow: asks gates and holds leases, and nothing else.</summary>
    Ci,

    /// <summary>Is the gateway: has a slot send its sockets away, and nothing else.</summary>
    Gateway,

    /// <summary>Does all of it, and changes.</summary>
    Operator,
}
