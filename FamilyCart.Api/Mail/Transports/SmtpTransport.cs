using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using FamilyCart.Api.Mail.Sending;

namespace FamilyCart.Api.Mail.Transports;

/// <summary>
/// A mail server, by SMTP with STARTTLS. The platform's own client, since MailKit is not among the packages that every feed of ours has.
/// </summary>
internal sealed class SmtpTransport(MailSettings settings) : IMailTransport
{
    private readonly SmtpSettings _smtp = settings.Smtp!;

    public string Name => "smtp";

    public bool KeepsLetters => false;

    public async Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (!MailAddress.TryCreate(mail.To, out var recipient))
        {
            return new DeliveryResult(Delivery.Refused);
        }

        using var message = Compose(mail, recipient);
        using var client = new SmtpClient(_smtp.Host, _smtp.Port) { EnableSsl = _smtp.IsEncrypted };
        if (_smtp.User is not null)
        {
            client.Credentials = new NetworkCredential(_smtp.User, _smtp.Password);
        }

        try
        {
            // The client takes back its connection when it is cancelled, but not always at once.
            await client.SendMailAsync(message, cancellationToken).WaitAsync(cancellationToken);
            return DeliveryResult.Taken;
        }
        catch (SmtpException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Judge(exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException or FormatException)
        {
            return new DeliveryResult(Delivery.Uncertain);
        }
    }

    /// <summary>Replies from 500 are final, those from 400 are not, and what is no reply is a fault of the way.</summary>
    private static DeliveryResult Judge(SmtpException exception)
    {
        var code = (int)exception.StatusCode;
        return code switch
        {
            // 454, 530, 534, 535, 538: about the log-in, whatever the letter.
            454 or 530 or 534 or 535 or 538 => new DeliveryResult(Delivery.AccountRefused, code),
            >= 500 => new DeliveryResult(Delivery.Refused, code),
            >= 400 => new DeliveryResult(Delivery.Deferred, code),
            _ => new DeliveryResult(NeverConnected(exception) ? Delivery.Unreachable : Delivery.Uncertain),
        };
    }

    private static bool NeverConnected(Exception exception)
    {
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.TimedOut);
            }
        }

        return false;
    }

    private MailMessage Compose(OutgoingMail mail, MailAddress recipient)
    {
        var message = new MailMessage(settings.From, recipient)
        {
            Subject = mail.Content.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.MessageKey:D}@{settings.From.Host}>");

        // No letter of ours wants an answer of somebody's robot.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        AddPart(message, mail.Content.Text, MediaTypeNames.Text.Plain);
        AddPart(message, mail.Content.Html, MediaTypeNames.Text.Html);
        return message;
    }

    private static void AddPart(MailMessage message, string content, string mediaType) =>
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(content, Encoding.UTF8, mediaType));
}
