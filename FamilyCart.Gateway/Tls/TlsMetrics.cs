using System.Diagnostics.Metrics;
using FamilyCart.Gateway.Telemetry;

namespace FamilyCart.Gateway.Tls;

/// <summary>Instruments of the https door.</summary>
internal sealed class TlsMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _swaps;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _failures;

    public TlsMetrics(IMeterFactory meters, ICertificateSource source, CertificateHolder holder, TimeProvider time)
    {
        _meter = meters.Create(GatewayMetrics.MeterName);
        var tag = new KeyValuePair<string, object?>("source", source.Name);
        _meter.CreateObservableGauge(
            "familycart.gateway.certificate.remaining",
            () => new Measurement<double>((holder.Current.NotAfter - time.GetUtcNow()).TotalSeconds, tag),
            "s",
            "Time until the served certificate expires; negative afterwards.");
        _meter.CreateObservableGauge(
            "familycart.gateway.certificate.lifetime",
            () => new Measurement<double>(holder.Current.Lifetime.TotalSeconds, tag),
            "s",
            "Time for which the served certificate was issued.");
        _swaps = _meter.CreateCounter<long>(
            "familycart.gateway.certificate.swaps", "{swap}", "Certificates that took another's place in handshakes.");
        _refusals = _meter.CreateCounter<long>(
            "familycart.gateway.certificate.refusals", "{refusal}", "Contents of the certificate's files that were not served, by reason.");
        _failures = _meter.CreateCounter<long>(
            "familycart.gateway.tls.handshake.failures", "{handshake}", "Connections to the https door that ended before their handshake did.");
    }

    public void Dispose() => _meter.Dispose();

    public void Swapped() => _swaps.Add(1);

    public void Refused(CertificateRefusal refusal) => _refusals.Add(1, new KeyValuePair<string, object?>("reason", NameOf(refusal)));

    public void HandshakeFailed() => _failures.Add(1);

    private static string NameOf(CertificateRefusal refusal) => refusal switch
    {
        CertificateRefusal.Missing => "missing",
        CertificateRefusal.Unreadable => "unreadable",
        CertificateRefusal.Mismatched => "mismatched",
        CertificateRefusal.Expired => "expired",
        CertificateRefusal.NotYetValid => "not_yet_valid",
        CertificateRefusal.Weak => "weak",
        _ => "broken",
    };
}
