using FamilyCart.Api.Mail.Sending;

namespace FamilyCart.Api.Mail.Transports;

/// <summary>Sends nothing: letters stay in the database, where an operator reads them.</summary>
internal sealed class OutboxTransport : IMailTransport
{
    public string Name => "outbox";

    public bool KeepsLetters => true;

    public Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken) => Task.FromResult(DeliveryResult.Taken);
}
