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
    ItemUnknown,
    ItemForbidden,
    DatabaseUnavailable,
    TimedOut,
    WebSocketExpected,
    TooManySuggestions,
}
