using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Logins;

/// <summary>The form of an OAuth 2 password log-in; the user name is the e-mail address.</summary>
internal sealed record LoginForm(string? Username, string? Password, string? Scope)
{
    private const string OfflineAccess = "offline_access";

    /// <summary>Whether the client wants a refresh token.</summary>
    internal bool IsOffline => (Scope ?? "").Split(' ').Contains(OfflineAccess);

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(LoginForm);

    internal void Validate(ValidationErrors errors)
    {
        errors.Required("username", Username, EmailAddress.Limit);
        errors.RequiredSecret("password", Password);
    }
}
