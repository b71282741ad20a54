using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Logins;

/// <param name="RefreshToken">The newest one of the log-in.</param>
internal sealed record RefreshRequest(string? RefreshToken) : IValidated
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(RefreshRequest);

    public void Validate(ValidationErrors errors) => errors.RequiredSecret("refresh_token", RefreshToken);
}
