namespace FamilyCart.Api.Mail.Sending;

// Letters go by their numbers: neither addresses nor what they say are anybody's business.
internal sealed partial class MailDispatcher
{
    [LoggerMessage(4601, LogLevel.Information, "Letter {Id} ({Template}) was taken by {Transport} at attempt {Attempt}")]
    private partial void LogSent(long id, string template, string transport, int attempt);

    [LoggerMessage(
        4602, LogLevel.Warning, "Letter {Id} ({Template}) was not taken by {Transport} at attempt {Attempt}: {Reason} {Code}; again in {Delay}")]
    private partial void LogPostponed(long id, string template, string transport, string reason, int code, int attempt, TimeSpan delay);

    [LoggerMessage(4603, LogLevel.Error, "Letter {Id} ({Template}) has failed with {Transport} after {Attempts} attempts: {Reason} {Code}")]
    private partial void LogFailed(long id, string template, string transport, string reason, int code, int attempts);

    [LoggerMessage(
        4604, LogLevel.Warning, "Letter {Id} ({Template}) may be sent twice: the attempt before number {Attempt} never told how it ended")]
    private partial void LogDoubtful(long id, string template, int attempt);

    [LoggerMessage(4605, LogLevel.Error, "Letter {Id} cannot be written: this version knows no such template or model as {Template}")]
    private partial void LogUnreadable(long id, string template);

    [LoggerMessage(4606, LogLevel.Warning, "The lease of letter {Id} ({Template}) ended before its attempt did")]
    private partial void LogLeaseLost(long id, string template);

    [LoggerMessage(
        4607, LogLevel.Error, "What became of letter {Id} ({Template}) cannot be written down, so that it will be sent again: {Exception}")]
    private partial void LogUnmarked(long id, string template, string exception);

    [LoggerMessage(4608, LogLevel.Warning, "{Exhausted} letters failed after their last attempt never ended, {Expired} expired unsent")]
    private partial void LogGivenUp(int exhausted, int expired);
}
