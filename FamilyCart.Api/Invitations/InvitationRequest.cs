using FamilyCart.Api.Accounts;
using FamilyCart.Api.Members;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Invitations;

/// <summary>Invites an address to a list, by default as editor.</summary>
internal sealed record InvitationRequest(string? Email, string? Role) : IValidated
{
    public void Validate(ValidationErrors errors)
    {
        errors.Required("email", Email, EmailAddress.Limit);
        if (!string.IsNullOrWhiteSpace(Email) && !EmailAddress.IsValid(Email))
        {
            errors.Add("email", "This is not an e-mail address.");
        }

        MemberRoles.Validate(Role, errors, required: false);
    }
}
