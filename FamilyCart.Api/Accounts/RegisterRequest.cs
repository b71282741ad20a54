using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts;

/// <summary>What a person may say about a new account; rights are not among it.</summary>
internal sealed record RegisterRequest(string? Email, string? Password, string? Nickname, string? FirstName, string? LastName) : IValidated
{
    private const int NameLimit = 50;

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(RegisterRequest);

    public void Validate(ValidationErrors errors)
    {
        errors.Required("email", Email, EmailAddress.Limit);
        if (!string.IsNullOrWhiteSpace(Email) && !EmailAddress.IsValid(Email))
        {
            errors.Add("email", "This is not an e-mail address.");
        }

        if (string.IsNullOrEmpty(Password))
        {
            errors.Add("password", "This field is required and must not be empty.");
        }

        errors.Required("nickname", Nickname, NameLimit);
        errors.Optional("first_name", FirstName, NameLimit);
        errors.Optional("last_name", LastName, NameLimit);
    }
}
