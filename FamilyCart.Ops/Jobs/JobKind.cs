namespace FamilyCart.Ops.Jobs;

/// <summary>What is done again and again.</summary>
internal enum JobKind
{
    /// <summary>A base backup of everything.</summary>
    Full,

    /// <summary>A base backup of what changed since.</summary>
    Differential,

    /// <summary>A dump of every database.</summary>
    Dump,

    /// <summary>A second copy of the newest dump.</summary>
    DumpCopy,

    /// <summary>A drill to the end of the archive.</summary>
    Drill,

    /// <summary>A drill to a random past moment.</summary>
    PastDrill,
}
