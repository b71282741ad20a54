namespace FamilyCart.Api.Validation;

/// <summary>A request body that knows its own limits.</summary>
internal interface IValidated
{
    void Validate(ValidationErrors errors);
}
