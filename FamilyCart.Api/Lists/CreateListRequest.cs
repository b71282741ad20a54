using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Lists;

internal sealed record CreateListRequest(string? Name, string? Description) : IValidated
{
    public void Validate(ValidationErrors errors)
    {
        errors.Required("name", Name, ListLimits.Name);
        errors.Optional("description", Description, ListLimits.Description, multiline: true);
    }
}
