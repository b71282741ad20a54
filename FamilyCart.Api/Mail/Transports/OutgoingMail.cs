using FamilyCart.Api.Mail.Templates;

namespace FamilyCart.Api.Mail.Transports;

/// <param name="MessageKey">The same at every attempt.</param>
/// <param name="To">The address.</param>
/// <param name="Content">What it says.</param>
internal sealed record OutgoingMail(Guid MessageKey, string To, MailContent Content)
{
    /// <summary>Without its content.</summary>
    public override string ToString() => nameof(OutgoingMail);
}
