using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults.Secrets;

// By the time at which it was written, and by nothing of itself, one can tell which secret a service uses.
internal sealed class SecretMetrics
{
    private const string Secret = "secret";

    // The factory disposes of it.
    private readonly Meter _meter;
    private readonly Counter<long> _faults;

    public SecretMetrics(IMeterFactory meters, IHostEnvironment environment, LiveSecrets secrets)
    {
        _meter = meters.Create(environment.ApplicationName);
        _faults = _meter.CreateCounter<long>("familycart.secret.faults", description: "Files of secrets that were found unusable; the secret stayed as it was.");
        _meter.CreateObservableGauge(
            "familycart.secret.written",
            () => secrets.Seen.Select(pair => new Measurement<double>(
                (pair.Value.Written - DateTimeOffset.UnixEpoch).TotalSeconds, new KeyValuePair<string, object?>(Secret, pair.Key))),
            "s",
            "When the file of the secret in use was written, in seconds since 1970.");
    }

    public void CountFault(string secret) => _faults.Add(1, new KeyValuePair<string, object?>(Secret, secret));
}
