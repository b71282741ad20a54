namespace FamilyCart.Ops.Drills;

/// <summary>What a drill restores to.</summary>
internal enum DrillKind
{
    /// <summary>The end of the archive, as after the loss of the machine.</summary>
    Latest,

    /// <summary>A random moment since the oldest base backup, as after a mistake.</summary>
    Past,
}
