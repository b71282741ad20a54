using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Lists;

internal sealed record CreateListRequest(string? Name, string? Description) : IValidated
{
    public void Validate(ValidationErrors errors)
    {
        errors.Required("name", Name, limit: 100);
        errors.Optional("description", Description, limit: 500, multiline: true);
    }
}
