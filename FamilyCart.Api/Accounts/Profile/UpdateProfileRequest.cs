using System.Text.Json.Serialization;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Profile;

/// <summary>
/// What people may change about themselves; a field that the body leaves out stays as it is, and null clears a first or last
/// name. Rights are not among it.
/// </summary>
internal sealed record UpdateProfileRequest : IValidated
{
    public string? Email { get; init; }

    public string? Password { get; init; }

    /// <summary>Required to change the password or the address.</summary>
    public string? CurrentPassword { get; init; }

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

    [JsonIgnore]
    public bool HasFirstName { get; private set; }

    [JsonIgnore]
    public bool HasLastName { get; private set; }

    /// <summary>Without the passwords.</summary>
    public override string ToString() => nameof(UpdateProfileRequest);

    public void Validate(ValidationErrors errors)
    {
        if (Email is not null)
        {
            errors.RequiredAddress("email", Email);
        }

        if (Password is not null)
        {
            errors.RequiredSecret("password", Password);
        }

        if (Nickname is not null)
        {
            errors.Required("nickname", Nickname, AccountLimits.Name);
        }

        errors.Optional("first_name", FirstName, AccountLimits.Name);
        errors.Optional("last_name", LastName, AccountLimits.Name);
    }
}
