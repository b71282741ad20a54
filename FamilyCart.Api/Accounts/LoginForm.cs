using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts;

/// <summary>The form of an OAuth 2 password log-in; the user name is the e-mail address.</summary>
internal sealed record LoginForm(string? Username, string? Password)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(LoginForm);

    internal void Validate(ValidationErrors errors)
    {
        errors.Required("username", Username, EmailAddress.Limit);
        if (string.IsNullOrEmpty(Password))
        {
            errors.Add("password", "This field is required and must not be empty.");
        }
    }
}
