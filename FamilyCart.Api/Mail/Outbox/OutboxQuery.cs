using FamilyCart.Api.Accounts;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace FamilyCart.Api.Mail.Outbox;

/// <param name="To">Only letters to this address.</param>
/// <param name="Limit">The most letters, 1 to 100. Default 20.</param>
/// <param name="Cursor">Only letters older than the one of this id.</param>
internal sealed record OutboxQuery(
    [FromQuery(Name = "to")] string? To, [FromQuery(Name = "limit")] int? Limit, [FromQuery(Name = "cursor")] long? Cursor) : IValidated
{
    internal const int MostLetters = 100;
    internal const int UsualLetters = 20;

    /// <summary>Without the address.</summary>
    public override string ToString() => nameof(OutboxQuery);

    public void Validate(ValidationErrors errors)
    {
        errors.Optional("to", To, EmailAddress.Limit);
        if (Limit is < 1 or > MostLetters)
        {
            errors.Add("limit", $"A number from 1 to {MostLetters} is expected.");
        }

        if (Cursor is < 1)
        {
            errors.Add("cursor", "The id of a letter is expected.");
        }
    }
}
