using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Invitations;

/// <summary>The token of an invitation's letter.</summary>
internal sealed record AcceptByTokenRequest(string? Token) : IValidated
{
    private const int Limit = 256;

    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(AcceptByTokenRequest);

    public void Validate(ValidationErrors errors) => errors.Required("token", Token, Limit);
}
