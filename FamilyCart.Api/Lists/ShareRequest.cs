using FamilyCart.Api.Accounts;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Lists;

internal sealed record ShareRequest(string? Email) : IValidated
{
    public void Validate(ValidationErrors errors)
    {
        errors.Required("email", Email, EmailAddress.Limit);
        if (!string.IsNullOrWhiteSpace(Email) && !EmailAddress.IsValid(Email))
        {
            errors.Add("email", "This is not an e-mail address.");
        }
    }
}
