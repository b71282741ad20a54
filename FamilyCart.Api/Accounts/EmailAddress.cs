using System.Net.Mail;

namespace FamilyCart.Api.Accounts;

internal static class EmailAddress
{
    internal const int Limit = 320;

    /// <summary>The form in which addresses are compared: case makes no difference in any mailbox that families use.</summary>
    internal static string ToKey(string address) => address.Trim().ToLowerInvariant();

    /// <summary>A bare address: no display name, no comment, no blanks inside.</summary>
    internal static bool IsValid(string address)
    {
        var trimmed = address.Trim();
        return !trimmed.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            && MailAddress.TryCreate(trimmed, out var parsed)
            && parsed.Address == trimmed;
    }
}
