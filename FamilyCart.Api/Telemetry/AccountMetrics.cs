using System.Diagnostics.Metrics;

namespace FamilyCart.Api.Telemetry;

/// <summary>How accounts are proven, entered and defended: more of the meter FamilyCart.Api.</summary>
internal sealed class AccountMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _verifiedAccounts;
    private readonly Counter<long> _revokedTokens;
    private readonly Counter<long> _lockouts;
    private readonly Counter<long> _limitedRequests;
    private readonly Counter<long> _suppressedLetters;
    private readonly Counter<long> _administration;

    public AccountMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(ApiMetrics.MeterName);
        _verifiedAccounts = _meter.CreateCounter<long>("familycart.accounts.verified", "{account}", "Addresses proven.");
        _revokedTokens = _meter.CreateCounter<long>("familycart.tokens.revoked", "{token}", "Tokens revoked before their time, by reason.");
        _lockouts = _meter.CreateCounter<long>("familycart.accounts.locked", "{address}", "Addresses locked after failed log-ins.");
        _limitedRequests = _meter.CreateCounter<long>("familycart.requests.limited", "{request}", "Requests over a limit, by endpoint or by what there was too much of.");
        _suppressedLetters = _meter.CreateCounter<long>("familycart.letters.suppressed", "{letter}", "Letters over an address's limit, by purpose.");
        _administration = _meter.CreateCounter<long>("familycart.accounts.administered", "{change}", "Accounts changed by superusers, by action.");
    }

    public void Dispose() => _meter.Dispose();

    internal void AccountVerified() => _verifiedAccounts.Add(1);

    internal void TokensRevoked(int count, string reason)
    {
        if (count > 0)
        {
            _revokedTokens.Add(count, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    internal void Administered(string action) => _administration.Add(1, new KeyValuePair<string, object?>("action", action));

    internal void AddressLocked() => _lockouts.Add(1);

    internal void RequestLimited(string endpoint) => _limitedRequests.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint));

    internal void LetterSuppressed(string purpose) => _suppressedLetters.Add(1, new KeyValuePair<string, object?>("purpose", purpose));
}
