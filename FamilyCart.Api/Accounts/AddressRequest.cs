using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts;

/// <summary>Asks for a letter.</summary>
/// <param name="Email">Where to.</param>
internal sealed record AddressRequest(string? Email) : IValidated
{
    /// <summary>Without the address.</summary>
    public override string ToString() => nameof(AddressRequest);

    public void Validate(ValidationErrors errors) => errors.RequiredAddress("email", Email);
}
