namespace FamilyCart.Api.Problems;

/// <summary>The code that clients compare when a new password is refused: each endpoint has its own.</summary>
internal static class PasswordCode
{
    internal const string Register = "REGISTER_INVALID_PASSWORD";
    internal const string Reset = "RESET_PASSWORD_INVALID_PASSWORD";
    internal const string Update = "UPDATE_USER_INVALID_PASSWORD";
}
