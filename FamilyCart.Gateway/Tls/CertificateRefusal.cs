namespace FamilyCart.Gateway.Tls;

/// <summary>Why a certificate and its key are not served.</summary>
internal enum CertificateRefusal
{
    /// <summary>They are fine.</summary>
    None,

    /// <summary>A file is not there.</summary>
    Missing,

    /// <summary>A file may not or cannot be read, or is far too large.</summary>
    Unreadable,

    /// <summary>A file is no PEM of what it should hold, or only a part of it.</summary>
    Broken,

    /// <summary>The key belongs to another certificate.</summary>
    Mismatched,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>The key is too short for clients of today.</summary>
    Weak,
}
