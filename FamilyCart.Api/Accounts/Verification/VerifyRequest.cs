using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Verification;

/// <param name="Token">What the letter carried.</param>
/// <param name="Password">The account's; needed when others claim the address too, it was invited to lists, or it makes a superuser.</param>
internal sealed record VerifyRequest(string? Token, string? Password) : IValidated
{
    /// <summary>Without the token and the password.</summary>
    public override string ToString() => nameof(VerifyRequest);

    public void Validate(ValidationErrors errors) => errors.RequiredSecret("token", Token);
}
