namespace ApiBench;

/// <param name="Rate">Requests or transactions per second.</param>
/// <param name="P95">In milliseconds.</param>
/// <param name="P99">In milliseconds.</param>
internal sealed record Throughput(double Rate, double P95, double P99);
