using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Passwords;

/// <param name="Token">What the letter carried.</param>
/// <param name="Password">The new one.</param>
internal sealed record ResetRequest(string? Token, string? Password) : IValidated
{
    /// <summary>Without the token and the password.</summary>
    public override string ToString() => nameof(ResetRequest);

    public void Validate(ValidationErrors errors)
    {
        errors.RequiredSecret("token", Token);
        errors.RequiredSecret("password", Password);
    }
}
