namespace FamilyCart.Api.Problems;

/// <summary>Everything that the service answers with instead of a result.</summary>
internal enum Failure
{
    Unauthorized,
    NotVerified,
    BadCredentials,
    AddressTaken,
    PasswordTooShort,
    PasswordTooLong,
    PasswordChecksBusy,
    ListUnknown,
    ListForbidden,
    ListNotOwned,
    ListOwnerOnly,
    ListReadOnly,
    ItemUnknown,
    ItemForbidden,
    UnitUnknown,
    CategoryUnknown,
    MemberUnknown,
    AlreadyMember,
    OwnerStays,
    TooManyMembers,
    InvitationUnknown,
    InvitationEnded,
    TooManyInvitations,
    VersionChanged,
    IdempotencyKeyReused,
    DatabaseUnavailable,
    TimedOut,
    WebSocketExpected,
}
