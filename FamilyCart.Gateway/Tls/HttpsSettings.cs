namespace FamilyCart.Gateway.Tls;

/// <summary>The https door and what leads to it, of <c>Gateway:Https</c> and <c>Gateway:Acme</c>.</summary>
internal sealed record HttpsSettings
{
    public const string Section = "Gateway";

    /// <summary>Https:Url to listen on, such as https://*:8443. Null: there is no https door.</summary>
    public string? Url { get; init; }

    /// <summary>TCP port of <see cref="Url"/>.</summary>
    public int Port { get; init; }

    /// <summary>Https:CertificateFile: PEM, the server's own certificate first, then its chain. Null: the development certificate.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Https:KeyFile: PEM, without a password.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Https:DevelopmentFolder, where the development certificate lies; used with Https:Development alone.</summary>
    public string? DevelopmentFolder { get; init; }

    /// <summary>What the source held at the start. Null without an https door.</summary>
    public CertificateReading? Initial { get; init; }

    /// <summary>Https:CheckInterval, between two looks at the certificate where no change is told.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Https:Redirect: whether plain http leads to https.</summary>
    public bool Redirect { get; init; } = true;

    /// <summary>Https:PublicPort, by which clients reach the https door.</summary>
    public int PublicPort { get; init; }

    /// <summary>Https:HstsMaxAge, for which browsers insist on https; zero has them forget it.</summary>
    public TimeSpan HstsMaxAge { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Acme:Webroot, where an ACME client leaves its answers to challenges. Null: challenges answer 404.</summary>
    public string? Webroot { get; init; }

    public bool IsDevelopment => CertificateFile is null;

    public ICertificateSource Source =>
        CertificateFile is not null ? new CertificateFiles(CertificateFile, KeyFile!) : new DevelopmentCertificate(DevelopmentFolder!);
}
