namespace FamilyCart.Gateway.Tls;

/// <summary>What was found in the files of a certificate.</summary>
/// <param name="Fingerprint">Tells one content of the files from another.</param>
/// <param name="Certificate">Null when it is refused.</param>
/// <param name="Refusal">Why it is refused.</param>
/// <param name="Detail">The refusal as the end of a sentence that begins with "the certificate"; never anything of the key.</param>
internal sealed record CertificateReading(string Fingerprint, ServedCertificate? Certificate, CertificateRefusal Refusal, string Detail);
