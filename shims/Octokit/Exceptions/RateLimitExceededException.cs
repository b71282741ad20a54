namespace Octokit;

/// <summary>403: no request is left until a certain moment.</summary>
public class RateLimitExceededException : ForbiddenException
{
    private readonly RateLimit _rateLimit;
    private readonly TimeSpan _serverTimeDifference;

    public RateLimitExceededException(IResponse response)
        : this(response, null)
    {
    }

    public RateLimitExceededException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
        ArgumentNullException.ThrowIfNull(response);
        (_rateLimit, _serverTimeDifference) = (response.ApiInfo.RateLimit, response.ApiInfo.ServerTimeDifference);
    }

    public int Limit => _rateLimit.Limit;

    public int Remaining => _rateLimit.Remaining;

    public DateTimeOffset Reset => _rateLimit.Reset;

    public override string Message => ApiErrorMessageSafe ?? "API Rate Limit exceeded";

    /// <summary>By the server's clock; zero when the moment is past.</summary>
    public TimeSpan GetRetryAfterTimeSpan()
    {
        var wait = Reset - (DateTimeOffset.Now + _serverTimeDifference);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
