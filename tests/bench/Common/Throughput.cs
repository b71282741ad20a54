namespace Bench;

/// <summary>What a load generator saw.</summary>
/// <param name="Count">Requests or transactions.</param>
/// <param name="Rate">Requests or transactions per second.</param>
/// <param name="P95">In milliseconds.</param>
/// <param name="P99">In milliseconds.</param>
internal sealed record Throughput(long Count, double Rate, double P95, double P99);
