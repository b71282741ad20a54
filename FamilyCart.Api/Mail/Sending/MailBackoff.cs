namespace FamilyCart.Api.Mail.Sending;

/// <summary>How long a letter waits for its next attempt: 15 s, doubled each time up to 4 h, and of that between a half and all.</summary>
/// <param name="random">Numbers from 0 to 1, so that letters that failed together do not come back together.</param>
internal sealed class MailBackoff(Func<double> random)
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _longest = TimeSpan.FromHours(4);

    /// <param name="attempts">How many have failed, from 1.</param>
    internal TimeSpan After(int attempts)
    {
        var doubled = _first * Math.Pow(2, Math.Min(attempts - 1, 20));
        return (doubled < _longest ? doubled : _longest) * (0.5 + (random() / 2));
    }
}
