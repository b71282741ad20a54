using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Health;

/// <summary>Whether the fleet keeps its promise; told by the leader alone, but for the limits, which each host keeps itself.</summary>
internal sealed class HealthMetrics
{
    // Reasons of hosts are short; what is none becomes no series of its own.
    private const int LongestReason = 40;
    private const int MostReasons = 24;
    private const string Other = "other";

    private readonly HashSet<string> _reasons = new(StringComparer.Ordinal);
    private readonly Histogram<double> _waits;
    private readonly Counter<long> _starts;
    private readonly Counter<long> _failures;

    public HealthMetrics(RunnerManagerMetrics metrics, FleetView view, HealthCheckSettings settings, ControlGroups groups, EngineBoard engine)
    {
        var meter = metrics.Meter;
        _waits = meter.CreateHistogram(
            "familycart.runner.wait.duration",
            "s",
            "How long each step took from the queue to the job, by step.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.3, 0.5, 1, 2, 5, 10, 30, 60, 120, 300] });
        _starts = meter.CreateCounter<long>("familycart.runner.starts", "{runner}", "Runners that were decided, by reason.");
        _failures = meter.CreateCounter<long>("familycart.runner.failures", "{runner}", "Runners that did not do what they were for, by reason.");
        meter.CreateObservableGauge("familycart.runner.stranded_jobs", () => Ours(view, picture => Stranded(picture, settings.Promise)), "{job}", "Jobs that are queued for longer than promised, although capacity for them is believed.");
        meter.CreateObservableGauge("familycart.runner.phantom_capacity", () => Ours(view, Phantoms), "{runner}", "Runners that listen as far as the fleet knows, and give no sign or have no session at GitHub.");
        meter.CreateObservableGauge("familycart.runner.wait_age", () => Some(view).SelectMany(Ages), "s", "How long the job that waits longest for a reason could have been taken, by that reason.");
        meter.CreateObservableGauge("familycart.runner.host_alive", () => Some(view).SelectMany(Hosts), "{host}", "1 while the manager of a host is heard, 0 while it is lost: hosts that carry runners, or that a pool names.");
        meter.CreateObservableGauge("familycart.runner.limits_kept", () => Limits(groups.Obstacle, engine.Current), "{host}", "1 while this host holds its runners to their limits, 0 where the machine or its container engine does not allow it; by driver.");
    }

    /// <summary>Counts what the leader carried out.</summary>
    public void Applied(FleetPlan plan)
    {
        foreach (var start in plan.Starts)
        {
            _starts.Add(1, new KeyValuePair<string, object?>("reason", start.Reason.ToString()));
        }

        foreach (var ending in plan.Endings.Where(ending => ending.Reason is not (EndingReason.Surplus or EndingReason.PoolChanged)))
        {
            Failed(ending.Reason.ToString());
        }
    }

    /// <summary>Counts a runner that failed.</summary>
    public void Failed(string reason) => _failures.Add(1, new KeyValuePair<string, object?>("reason", Bounded(reason)));

    /// <summary>Notes how long a step took.</summary>
    /// <param name="step">intake, decide, mint, spawn, listen or acquire.</param>
    /// <param name="seconds">GitHub's clock may be behind ours: less than nothing is nothing.</param>
    public void Waited(string step, double seconds) => _waits.Record(Math.Max(0, seconds), new KeyValuePair<string, object?>("step", step));

    internal static int Stranded(FleetPicture picture, TimeSpan promise)
    {
        var queued = picture.Fleet.Jobs.Where(job => job.QueuedSince is { } since && picture.Fleet.Now - since > promise).Select(job => job.Job.Id).ToHashSet();
        return picture.Waits.Count(wait => wait.Reason is WaitReason.RunnerListening or WaitReason.RunnerStarting && queued.Contains(wait.JobId));
    }

    private static int Phantoms(FleetPicture picture) =>
        picture.Fleet.Runners.Count(runner => PhantomRules.Counts(runner) && (runner.SilentSince ?? runner.PhantomSince) is not null);

    internal static IEnumerable<Measurement<double>> Ages(FleetPicture picture)
    {
        var since = picture.Fleet.Jobs.Where(job => job.QueuedSince is not null).ToDictionary(job => job.Job.Id, job => job.QueuedSince!.Value);
        return picture.Waits.Where(wait => since.ContainsKey(wait.JobId)).GroupBy(wait => wait.Reason).Select(waits => new Measurement<double>(
            waits.Max(wait => (picture.Fleet.Now - since[wait.JobId]).TotalSeconds), new KeyValuePair<string, object?>("reason", waits.Key.ToString())));
    }

    // One that was taken out of service long ago has neither runners nor a name any more.
    internal static IEnumerable<Measurement<int>> Hosts(FleetPicture picture) => picture.Fleet.Hosts
        .Where(host => host.IsAlive || picture.Fleet.Runners.Any(runner => runner.Host == host.Name) || picture.Fleet.Pools.Any(pool => pool.Hosts.Contains(host.Name)))
        .Select(host => new Measurement<int>(host.IsAlive ? 1 : 0, new KeyValuePair<string, object?>("host", host.Name)));

    internal static IEnumerable<Measurement<int>> Limits(string? processes, EngineReport? engine)
    {
        yield return new(processes is null ? 1 : 0, new KeyValuePair<string, object?>("driver", "process"));
        if (engine?.Name is not null)
        {
            yield return new(engine.LimitsObstacle is null ? 1 : 0, new KeyValuePair<string, object?>("driver", "container"));
        }
    }

    private static IEnumerable<FleetPicture> Some(FleetView view) => view.Current is { Leads: true } picture ? [picture] : [];

    private static IEnumerable<Measurement<int>> Ours(FleetView view, Func<FleetPicture, int> count) => Some(view).Select(picture => new Measurement<int>(count(picture)));

    private string Bounded(string reason)
    {
        lock (_reasons)
        {
            return reason.Length <= LongestReason && (_reasons.Contains(reason) || (_reasons.Count < MostReasons && _reasons.Add(reason))) ? reason : Other;
        }
    }
}
