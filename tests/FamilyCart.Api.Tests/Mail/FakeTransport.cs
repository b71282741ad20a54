using System.Collections.Concurrent;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Mail.Transports;

namespace FamilyCart.Api.Tests.Mail;

/// <summary>Does to letters what a test says.</summary>
internal sealed class FakeTransport(Func<OutgoingMail, CancellationToken, Task<DeliveryResult>> send) : IMailTransport
{
    internal FakeTransport(Delivery delivery = Delivery.Taken, int code = 0)
        : this((_, _) => Task.FromResult(new DeliveryResult(delivery, code)))
    {
    }

    public string Name => "fake";

    public bool KeepsLetters { get; init; }

    internal ConcurrentQueue<OutgoingMail> Mails { get; } = new();

    public Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        Mails.Enqueue(mail);
        return send(mail, cancellationToken);
    }
}
