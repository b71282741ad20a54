namespace FamilyCart.Api.Ordering;

/// <summary>Finds the position that puts an item where it is wanted, if there is room.</summary>
internal static class Gap
{
    /// <summary>The distance between items that have just been numbered, and that of a first and last one from their neighbour.</summary>
    internal const double Step = 1024;

    /// <summary>A gap smaller than this is exhausted.</summary>
    internal const double Smallest = 1e-6;

    /// <summary>Finds a position.</summary>
    /// <param name="others">The other items of the category by position, those without one last.</param>
    /// <param name="index">Before which of them; their count for the end.</param>
    /// <returns>The position, or null when the others have to be numbered first.</returns>
    internal static double? Find(IReadOnlyList<PlacedItem> others, int index)
    {
        var before = index > 0 ? others[index - 1] : null;
        var after = index < others.Count ? others[index] : null;
        return (before, after) switch
        {
            (null, null) => Step,
            ({ Position: null }, _) => null,

            // Items without a position come after all that have one.
            (null, { Position: null }) => Step,
            ({ Position: { } lower }, null or { Position: null }) => lower + Step,
            (null, { Position: { } upper }) => upper - Step,
            ({ Position: { } lower }, { Position: { } upper }) => Middle(lower, upper),
        };
    }

    private static double? Middle(double lower, double upper)
    {
        var middle = lower + ((upper - lower) / 2);
        return upper - lower >= Smallest && lower < middle && middle < upper ? middle : null;
    }
}
