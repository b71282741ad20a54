namespace FamilyCart.Gateway.Tls;

/// <summary>Where the certificate of the https door comes from.</summary>
internal interface ICertificateSource
{
    /// <summary>The source's name in metrics: files or development.</summary>
    string Name { get; }

    /// <summary>Folders in which a change is worth a look.</summary>
    IReadOnlyList<string> Folders { get; }

    /// <summary>Looks at what is there now. It never throws for what it finds.</summary>
    CertificateReading Read(DateTimeOffset now);
}
