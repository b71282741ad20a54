namespace FamilyCart.Api.Operators;

/// <summary>What an operator may do; a later one includes those before.</summary>
internal enum OperatorRole
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Changes.</summary>
    Operator,
}
