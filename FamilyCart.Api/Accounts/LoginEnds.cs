using FamilyCart.Api.Events;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Accounts;

/// <summary>Tells every instance of log-ins that have ended, so that their sockets close at once.</summary>
internal sealed class LoginEnds(EventPublisher events, AccountMetrics metrics)
{
    /// <summary>Call it after the commit.</summary>
    /// <param name="ended">The log-ins.</param>
    /// <param name="reason">Why, for the meter.</param>
    internal void Announce(EndedLogins ended, string reason)
    {
        foreach (var loginId in ended.LoginIds)
        {
            events.Publish(Envelope.ForEndedLogin(loginId));
        }

        metrics.TokensRevoked(ended.Tokens, reason);
    }
}
