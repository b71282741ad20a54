using System.Diagnostics.Metrics;
using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Worker;

/// <summary>The meter FamilyCart.Ops: what has come back, not what was written.</summary>
internal sealed class BackupMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _heartbeats;
    private readonly StateFile _state;

    private readonly string? _copy;

    public BackupMetrics(BackupSettings settings, IMeterFactory meters, StateFile state)
    {
        _state = state;
        _copy = settings.Copy?.ToString();
        _meter = meters.Create("FamilyCart.Ops");
        _heartbeats = _meter.CreateCounter<long>("familycart.backup.heartbeats", "{row}", "Heartbeat rows written.");
        OfDrills("success", "{drill}", "1 when the last drill restored data that are worth something, 0 when not.", drill => drill.Succeeded ? 1 : 0);
        OfDrills("rpo", "s", "Work that would have been lost: from the newest restored heartbeat to the drill's start or target.", drill => drill.RecoveryPoint);
        OfDrills("rto", "s", "From the begin of the drill to the good answer of the API from restored data.", drill => drill.RecoveryTime);
        OfDrills("timestamp", "s", "When the last drill began, in Unix time.", drill => Unix(drill.StartedAt));
        _meter.CreateObservableGauge("familycart.backup.proven.timestamp", Proven, "s", "Up to when data have come back in a drill, in Unix time, by form; of the form copy, when the last drill that restored from it began, and of dump-copy, when the dump was made that was last read there.");
        _meter.CreateObservableGauge("familycart.backup.copy.timestamp", CopySince, "s", "Since when there is a second copy, in Unix time; absent where there is none.");
        _meter.CreateObservableGauge("familycart.backup.job.timestamp", () => OfJobs(state => state.Succeeded, Unix), "s", "When each job last ended well, in Unix time.");
        _meter.CreateObservableCounter("familycart.backup.job.failures", Failures, "{job}", "Jobs that failed.");
        OfArchiver("waiting", "{segment}", "Finished segments of the log that have not reached the repository.", archiver => archiver.SegmentsWaiting);
        OfArchiver("failing", "{archiver}", "1 while the last try to archive failed.", archiver => archiver.IsFailing ? 1 : 0);
        OfArchiver("failures", "{try}", "Failed tries since the server's statistics began.", archiver => archiver.Failures);
        OfArchiver("timestamp", "s", "When the last segment reached the repository, in Unix time.", archiver => archiver.LastArchived is { } at ? Unix(at) : null);
    }

    /// <summary>What the server last said; null while it says nothing.</summary>
    public ArchiverStatus? Archiver
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public void Beat() => _heartbeats.Add(1);

    public void Dispose() => _meter.Dispose();

    private void OfDrills(string name, string unit, string description, Func<DrillResult, double?> value) => _meter.CreateObservableGauge(
        $"familycart.restore.drill.{name}",
        () => _state.Read().Drills.Values.SelectMany(drill => value(drill) is { } known ? [new Measurement<double>(known, Kind(drill.Kind))] : Array.Empty<Measurement<double>>()),
        unit,
        description);

    private void OfArchiver(string name, string unit, string description, Func<ArchiverStatus, double?> value) => _meter.CreateObservableGauge(
        $"familycart.archive.{name}",
        () => Archiver is { } archiver && value(archiver) is { } known ? [new Measurement<double>(known)] : Array.Empty<Measurement<double>>(),
        unit,
        description);

    private IEnumerable<Measurement<double>> Proven()
    {
        var state = _state.Read();
        if (state.ProvenBase is { } proven)
        {
            yield return new Measurement<double>(Unix(proven), new KeyValuePair<string, object?>("form", "base"));
        }

        if (state.ProvenDump is { } dump)
        {
            yield return new Measurement<double>(Unix(dump), new KeyValuePair<string, object?>("form", "dump"));
        }

        if (Copy(state)?.Proven is { } copy)
        {
            yield return new Measurement<double>(Unix(copy), new KeyValuePair<string, object?>("form", "copy"));
        }

        if (Copy(state)?.Dump is { } copied)
        {
            yield return new Measurement<double>(Unix(copied), new KeyValuePair<string, object?>("form", "dump-copy"));
        }
    }

    private IEnumerable<Measurement<double>> CopySince() => Copy(_state.Read()) is { } copy ? [new Measurement<double>(Unix(copy.Since))] : [];

    // That of the settings: what another one has proven says nothing.
    private CopyProof? Copy(BackupState state) => state.Copy is { } copy && copy.Place == _copy ? copy : null;

    private IEnumerable<Measurement<double>> OfJobs<T>(Func<BackupState, IReadOnlyDictionary<JobKind, T>> values, Func<T, double> value) =>
        values(_state.Read()).Select(job => new Measurement<double>(value(job.Value), Job(job.Key)));

    // From the first moment: a counter that is born with its first failure has not increased by then.
    private IEnumerable<Measurement<long>> Failures()
    {
        var failures = _state.Read().Failures;
        return Enum.GetValues<JobKind>().Select(job => new Measurement<long>(failures.GetValueOrDefault(job), Job(job)));
    }

    private static double Unix(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;

    private static KeyValuePair<string, object?> Job(JobKind job) => new("job_kind", job switch
    {
        JobKind.PastDrill => "past-drill",
        JobKind.DumpCopy => "dump-copy",
        _ => job.ToString().ToLowerInvariant(),
    });

    private static KeyValuePair<string, object?> Kind(DrillKind kind) => new("kind", kind == DrillKind.Latest ? "latest" : "past");
}
