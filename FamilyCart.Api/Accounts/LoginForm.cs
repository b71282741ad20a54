using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace FamilyCart.Api.Accounts;

/// <summary>The form of an OAuth 2 password log-in; the user name is the e-mail address.</summary>
internal sealed record LoginForm([property: FromForm(Name = "username")] string? Username, [property: FromForm(Name = "password")] string? Password)
    : IValidated
{
    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(LoginForm);

    public void Validate(ValidationErrors errors)
    {
        errors.Required("username", Username, EmailAddress.Limit);
        if (string.IsNullOrEmpty(Password))
        {
            errors.Add("password", "This field is required and must not be empty.");
        }
    }
}
