namespace FamilyCart.Gateway.Analysis;

/// <summary>What a comparison of the two slots says of the new one; the later the worse.</summary>
internal enum Verdict
{
    /// <summary>Too few answers to say anything; it never promotes.</summary>
    Inconclusive,

    /// <summary>No worse than the old one.</summary>
    Fine,

    /// <summary>Slower than the old one.</summary>
    Slow,

    /// <summary>More failures than the old one.</summary>
    Failing,
}
