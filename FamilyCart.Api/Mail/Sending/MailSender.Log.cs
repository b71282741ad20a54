namespace FamilyCart.Api.Mail.Sending;

internal sealed partial class MailSender
{
    [LoggerMessage(4620, LogLevel.Warning, "No letter is sent while the outbox cannot be read: {Exception}, SQL state {SqlState}")]
    private partial void LogAway(string exception, string sqlState);

    [LoggerMessage(4621, LogLevel.Information, "The outbox can be read again")]
    private partial void LogBack();

    [LoggerMessage(4622, LogLevel.Error, "A batch of letters was given up in the middle: {Exception}")]
    private partial void LogBroken(string exception);
}
