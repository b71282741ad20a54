namespace FamilyCart.Api.Problems;

/// <summary>Everything that the service answers with instead of a result.</summary>
internal enum Failure
{
    Unauthorized,
    NotVerified,
    BadCredentials,
    AddressTaken,
    BadRefreshToken,
    BadVerifyToken,
    AlreadyVerified,
    BadResetToken,
    BadCurrentPassword,
    AccountUnknown,
    LastSuperuser,
    PasswordTooShort,
    PasswordTooLong,
    PasswordCommon,
    PasswordPersonal,
    PasswordChecksBusy,
    TooManyRequests,
    ListUnknown,
    ListForbidden,
    ListNotOwned,
    ItemUnknown,
    ItemForbidden,
    DatabaseUnavailable,
    TimedOut,
    WebSocketExpected,
}
