using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Members;

internal sealed record UpdateMemberRequest(string? Role) : IValidated
{
    public void Validate(ValidationErrors errors) => MemberRoles.Validate(Role, errors, required: true);
}
