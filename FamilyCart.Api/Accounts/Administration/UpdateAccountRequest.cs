using System.Text.Json.Serialization;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Administration;

/// <summary>What superusers may change about an account; a field that the body leaves out stays as it is.</summary>
internal sealed record UpdateAccountRequest : IValidated
{
    public string? Nickname { get; init; }

    public string? FirstName
    {
        get;
        set => (field, HasFirstName) = (value, true);
    }

    public string? LastName
    {
        get;
        set => (field, HasLastName) = (value, true);
    }

    public bool? IsActive { get; init; }

    public bool? IsSuperuser { get; init; }

    public bool? IsVerified { get; init; }

    [JsonIgnore]
    public bool HasFirstName { get; private set; }

    [JsonIgnore]
    public bool HasLastName { get; private set; }

    public void Validate(ValidationErrors errors)
    {
        if (Nickname is not null)
        {
            errors.Required("nickname", Nickname, AccountLimits.Name);
        }

        errors.Optional("first_name", FirstName, AccountLimits.Name);
        errors.Optional("last_name", LastName, AccountLimits.Name);
    }
}
