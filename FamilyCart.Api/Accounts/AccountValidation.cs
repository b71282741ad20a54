using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts;

/// <summary>Rules of fields that several requests about accounts have.</summary>
internal static class AccountValidation
{
    /// <summary>An e-mail address of at most 320 characters.</summary>
    internal static void RequiredAddress(this ValidationErrors errors, string field, string? value)
    {
        errors.Required(field, value, EmailAddress.Limit);
        if (!string.IsNullOrWhiteSpace(value) && !EmailAddress.IsValid(value))
        {
            errors.Add(field, "This is not an e-mail address.");
        }
    }

    /// <summary>A password or a token: anything but nothing.</summary>
    internal static void RequiredSecret(this ValidationErrors errors, string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Add(field, "This field is required and must not be empty.");
        }
    }
}
