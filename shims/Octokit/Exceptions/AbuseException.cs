using System.Globalization;

namespace Octokit;

/// <summary>403: what is now called a secondary limit, in its older wording.</summary>
public class AbuseException : ForbiddenException
{
    public AbuseException(IResponse response)
        : this(response, null)
    {
    }

    public AbuseException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
        ArgumentNullException.ThrowIfNull(response);
        var text = response.Headers.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value;
        RetryAfterSeconds = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }

    /// <summary>Null where GitHub does not say.</summary>
    public int? RetryAfterSeconds { get; }

    public override string Message => ApiErrorMessageSafe ?? "Request Forbidden - Abuse Detection";
}
