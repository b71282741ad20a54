using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Verification;

/// <param name="Token">What the letter carried.</param>
internal sealed record VerifyRequest(string? Token) : IValidated
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(VerifyRequest);

    public void Validate(ValidationErrors errors) => errors.RequiredSecret("token", Token);
}
