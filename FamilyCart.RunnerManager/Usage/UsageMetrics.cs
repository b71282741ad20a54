using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>What this host's runners use, in percent of what they may: by slot for small pools, as average and maximum for large ones.</summary>
internal sealed class UsageMetrics
{
    private readonly UsageBoard _board;
    private readonly PoolSource _pools;

    public UsageMetrics(RunnerManagerMetrics metrics, UsageBoard board, PoolSource pools)
    {
        (_board, _pools) = (board, pools);
        // The names are known elsewhere and have their unit, percent, in them.
        metrics.Meter.CreateObservableGauge("runner_cpu_usage_percent", () => Tell(use => use.Processors), null, "Processor time since the look before, in percent of the runner's processors.");
        metrics.Meter.CreateObservableGauge("runner_memory_usage_percent", () => Tell(use => use.Memory), null, "Memory without reclaimable cache, in percent of the runner's limit.");
        metrics.Meter.CreateObservableGauge("runner_disk_usage_percent", () => Tell(use => use.Disk), null, "Files of the runner's folder, in percent of Usage:DiskGigabytes.");
    }

    private IEnumerable<Measurement<double>> Tell(Func<RunnerUse, double?> value)
    {
        var (pools, uses) = (_pools.Current, _board.Current.ToLookup(use => use.Pool));
        var bySlot = PoolSeries.BySlot(pools);
        foreach (var pool in pools)
        {
            var known = uses[pool.Name].Where(use => value(use) is not null).ToList();
            if (bySlot.Contains(pool.Name))
            {
                // A finished runner and its successor may be in the same slot for a moment.
                foreach (var slot in known.GroupBy(use => use.Slot))
                {
                    yield return new(value(slot.Last())!.Value, [new("runner", pool.SlotName(slot.Key)), .. PoolSeries.Labels(pool)]);
                }
            }
            else if (known.Count > 0)
            {
                yield return new(known.Average(use => value(use)!.Value), [new("statistic", "average"), .. PoolSeries.Labels(pool)]);
                yield return new(known.Max(use => value(use)!.Value), [new("statistic", "maximum"), .. PoolSeries.Labels(pool)]);
            }
        }
    }
}
