using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Registration;

/// <summary>What a person may say about a new account; rights are not among it.</summary>
internal sealed record RegisterRequest(string? Email, string? Password, string? Nickname, string? FirstName, string? LastName) : IValidated
{
    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(RegisterRequest);

    public void Validate(ValidationErrors errors)
    {
        errors.RequiredAddress("email", Email);
        errors.RequiredSecret("password", Password);
        errors.Required("nickname", Nickname, AccountLimits.Name);
        errors.Optional("first_name", FirstName, AccountLimits.Name);
        errors.Optional("last_name", LastName, AccountLimits.Name);
    }
}
