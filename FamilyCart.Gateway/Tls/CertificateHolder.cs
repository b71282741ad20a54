namespace FamilyCart.Gateway.Tls;

/// <summary>The certificate of the handshakes that begin now. Those under way go on with the one that they began with.</summary>
internal sealed class CertificateHolder(ServedCertificate initial)
{
    private volatile ServedCertificate _current = initial;

    public ServedCertificate Current => _current;

    public void Swap(ServedCertificate certificate) => _current = certificate;
}
