namespace FamilyCart.RunnerManager.Usage;

/// <summary>How counts become shares.</summary>
internal static class UsageRules
{
    private const double Whole = 100;

    /// <summary>Percent of what may be used; null when one of them is not known.</summary>
    public static double? Share(double? used, double limit) => used / limit * Whole;

    /// <summary>Percent of a runner's processors between two looks; null at the first one, and when the count began anew.</summary>
    /// <param name="before">Seconds counted at the look before.</param>
    /// <param name="now">Seconds counted now.</param>
    /// <param name="between">Time between the two.</param>
    /// <param name="processors">Processors that it may use, such as 1.5.</param>
    public static double? Processors(double? before, double? now, TimeSpan between, double processors) =>
        between > TimeSpan.Zero && now >= before ? Share(now - before, between.TotalSeconds * processors) : null;
}
