namespace FamilyCart.Api.Tests.Authorization;

/// <summary>Who comes to an endpoint; all but the last two with the token of a log-in.</summary>
internal enum Visitor
{
    /// <summary>Owns the list.</summary>
    Owner,

    /// <summary>A member who may change what is in the list.</summary>
    Editor,

    /// <summary>A member who may look.</summary>
    Viewer,

    /// <summary>Is invited to the list and has not answered.</summary>
    Invited,

    /// <summary>Has nothing to do with the list.</summary>
    Stranger,

    /// <summary>A member whose address is not proven (any more).</summary>
    Unverified,

    /// <summary>A member whose account is deactivated.</summary>
    Deactivated,

    /// <summary>A stranger whose address is locked after failed log-ins; an older log-in goes on.</summary>
    LockedOut,

    /// <summary>May administer accounts, and is a stranger to the list.</summary>
    Superuser,

    /// <summary>Shows the token of an operator.</summary>
    Operator,

    /// <summary>Shows no token.</summary>
    Anonymous,
}
