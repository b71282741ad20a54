namespace FamilyCart.Api.Ordering;

/// <summary>Finds the position that puts an item where it is wanted, if there is room.</summary>
internal static class Gap
{
    /// <summary>The distance between items that have just been numbered, and that of a first and last one from their neighbour.</summary>
    internal const double Step = 1024;

    /// <summary>A gap smaller than this is exhausted.</summary>
    internal const double Smallest = 1e-6;

    /// <summary>Finds a position.</summary>
    /// <param name="lower">The position of the item before it, or null when it is to be the first.</param>
    /// <param name="upper">The position of the item after it, or null when no other one that has a position comes after it.</param>
    /// <returns>The position, or null when there is no room between the two.</returns>
    internal static double? Find(double? lower, double? upper) => (lower, upper) switch
    {
        (null, null) => Step,
        ({ } before, null) => before + Step,
        (null, { } after) => after - Step,
        ({ } before, { } after) => Middle(before, after),
    };

    private static double? Middle(double lower, double upper)
    {
        var middle = lower + ((upper - lower) / 2);
        return upper - lower >= Smallest && lower < middle && middle < upper ? middle : null;
    }
}
