using FamilyCart.Api.Mail.Sending;

namespace FamilyCart.Api.Mail.Transports;

/// <summary>Hands letters to whoever brings them to people.</summary>
internal interface IMailTransport
{
    /// <summary>Gets its name in logs and metrics.</summary>
    string Name { get; }

    /// <summary>Gets a value indicating whether letters stay readable after they are sent, until they expire.</summary>
    bool KeepsLetters { get; }

    /// <summary>Hands over one letter. Faults of the way are results; only a bug throws.</summary>
    /// <exception cref="OperationCanceledException">The time is over; whether the letter was taken is not known.</exception>
    Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
