namespace Bench;

/// <summary>What is said of many measured values.</summary>
internal static class Numbers
{
    /// <summary>The smallest value that so many percent of all do not exceed.</summary>
    internal static double Percentile(IEnumerable<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new InvalidOperationException("Nothing was measured.")
            : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100) - 1)];
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
